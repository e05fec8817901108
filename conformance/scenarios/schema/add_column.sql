-- Columns are added, with a default and without; rows that are older have the default of then.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 20) n;
-- live
UPDATE item SET name = 'before' WHERE id = 1;
ALTER TABLE item ADD COLUMN stock integer NOT NULL DEFAULT 7, ADD COLUMN note text, ADD COLUMN since date DEFAULT '2024-02-29', ADD COLUMN tags text[] DEFAULT '{new,NULL}', ADD COLUMN price numeric(8,3) DEFAULT 1.5;
INSERT INTO item (id, name) VALUES (21, 'after');
UPDATE item SET stock = 0, tags = NULL WHERE id = 2;
UPDATE item SET name = NULL WHERE id = 3;
DELETE FROM item WHERE id = 4;
-- settle
ALTER TABLE item ALTER COLUMN stock SET DEFAULT 9;
ALTER TABLE item ADD COLUMN last boolean DEFAULT true;
INSERT INTO item (id) VALUES (4), (22);
