-- A transaction stays open while others commit and the lake takes them in.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 10) n;
-- live
-- session long
BEGIN;
UPDATE item SET name = 'long' WHERE id = 1;
DELETE FROM item WHERE id = 2;
-- session short
UPDATE item SET name = 'short' WHERE id = 3;
-- settle
-- session short
INSERT INTO item VALUES (11, 'short');
-- session long
UPDATE item SET name = 'long' WHERE id IN (3, 11);
COMMIT;
-- session short
UPDATE item SET name = 'after' WHERE id = 1;
