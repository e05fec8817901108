-- Rows are deleted, and inserted again when the lake has forgotten them.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 10) n;
-- live
DELETE FROM item WHERE id <= 4;
-- settle
INSERT INTO item SELECT n, 'new' FROM generate_series(1, 3) n;
-- settle
DELETE FROM item WHERE id = 2;
