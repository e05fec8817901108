-- Rows that were there at first and rows that came later are inserted, updated and deleted.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, amount numeric(10,2));
INSERT INTO item SELECT n, 'old ' || n, n FROM generate_series(1, 20) n;
-- live
INSERT INTO item SELECT n, 'new ' || n, n FROM generate_series(21, 30) n;
UPDATE item SET amount = amount * 2 WHERE id % 3 = 0;
DELETE FROM item WHERE id % 5 = 0;
-- settle
UPDATE item SET name = 'later' WHERE id % 4 = 0;
DELETE FROM item WHERE id = 21;
INSERT INTO item VALUES (5, 'again', NULL);
