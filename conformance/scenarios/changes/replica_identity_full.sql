-- A table with a primary key whose replica identity is FULL.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, amount numeric(8,2));
ALTER TABLE item REPLICA IDENTITY FULL;
INSERT INTO item SELECT n, 'old', n FROM generate_series(1, 10) n;
-- live
UPDATE item SET name = 'new' WHERE id < 4;
UPDATE item SET id = 20 WHERE id = 4;
DELETE FROM item WHERE id = 5;
INSERT INTO item VALUES (5, 'again', NULL);
