-- NaN does not fit a decimal of the lake: such a change is quarantined, and its neighbours are not concerned.
-- on demand
-- quarantined: 2
-- absent: number WHERE n = 'NaN'
-- setup
CREATE TABLE number (id integer PRIMARY KEY, n numeric(10,2));
INSERT INTO number VALUES (1, 1.50), (2, 'NaN'), (3, NULL);
-- live
INSERT INTO number VALUES (4, 'NaN'), (5, 5);
UPDATE number SET n = 2 WHERE id = 1;
