-- A column is added whose default is another one for each row, so that Postgres writes the rows anew without changes in its log.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 20) n;
-- live
UPDATE item SET name = 'before' WHERE id = 1;
ALTER TABLE item ADD COLUMN token uuid DEFAULT gen_random_uuid(), ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;
INSERT INTO item (id, name) VALUES (21, 'after');
UPDATE item SET token = NULL WHERE id = 2;
