-- A table with a primary key whose replica identity is another unique index.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, code text NOT NULL, amount numeric(8,2));
CREATE UNIQUE INDEX item_code ON item (code);
ALTER TABLE item REPLICA IDENTITY USING INDEX item_code;
INSERT INTO item SELECT n, 'c' || n, n FROM generate_series(1, 10) n;
-- live
UPDATE item SET amount = 0 WHERE id < 3;
UPDATE item SET code = 'd3' WHERE id = 3;
UPDATE item SET id = 40 WHERE id = 4;
DELETE FROM item WHERE id = 5;
