-- numeric(p,s) that fits a decimal of the lake, at both ends of each.
-- on demand
-- setup
CREATE TABLE number (id integer PRIMARY KEY, small numeric(4,2), whole numeric(10), large numeric(38,0), fine numeric(38,38), money numeric(14,2));
INSERT INTO number VALUES (1, 99.99, 9999999999, 99999999999999999999999999999999999999, 0.99999999999999999999999999999999999999, 0.10), (2, -99.99, -9999999999, -99999999999999999999999999999999999999, -0.99999999999999999999999999999999999999, -0.01), (3, 0, 0, 0, 0, 0), (4, NULL, NULL, NULL, NULL, NULL), (5, 1.005, 1.5, 1, 0.00000000000000000000000000000000000001, 1e3);
-- live
INSERT INTO number SELECT id + 10, small, whole, large, fine, money FROM number;
UPDATE number SET small = -small, money = money / 3 WHERE id < 3;
