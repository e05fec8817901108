-- A changed primary key moves the row: the old key is gone.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item SELECT n, 'item ' || n FROM generate_series(1, 10) n;
-- live
UPDATE item SET id = id + 100 WHERE id <= 3;
UPDATE item SET id = 200, name = 'both' WHERE id = 4;
INSERT INTO item VALUES (1, 'in its place');
-- settle
UPDATE item SET id = id - 100 WHERE id > 101;
