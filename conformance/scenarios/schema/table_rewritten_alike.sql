-- Commands that write a table anew with the same values, or change what is no value: storage, defaults, constraints, indexes.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, amount integer);
INSERT INTO item SELECT n, 'item ' || n, n FROM generate_series(1, 50) n;
-- live
DELETE FROM item WHERE id > 40;
VACUUM FULL item;
UPDATE item SET amount = 0 WHERE id = 1;
CLUSTER item USING item_pkey;
ALTER TABLE item ALTER COLUMN name SET STORAGE EXTERNAL, ALTER COLUMN amount SET DEFAULT 5, ALTER COLUMN name SET NOT NULL;
CREATE INDEX ON item (amount);
ALTER TABLE item ADD CONSTRAINT positive CHECK (amount >= 0);
REINDEX TABLE item;
INSERT INTO item (id, name) VALUES (51, 'last');
