-- Columns are renamed, two of them into each other's name; their values stay with them.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, a integer, b integer);
INSERT INTO item SELECT n, 'item ' || n, n, -n FROM generate_series(1, 10) n;
-- live
UPDATE item SET name = 'before' WHERE id = 1;
ALTER TABLE item RENAME COLUMN name TO "The Title";
UPDATE item SET "The Title" = 'after' WHERE id = 2;
-- settle
BEGIN;
ALTER TABLE item RENAME COLUMN a TO c;
ALTER TABLE item RENAME COLUMN b TO a;
ALTER TABLE item RENAME COLUMN c TO b;
COMMIT;
UPDATE item SET a = 100 WHERE id = 3;
