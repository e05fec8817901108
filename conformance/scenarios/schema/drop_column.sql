-- Columns are dropped; one of the same name that comes later is another one.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, old text, amount integer);
INSERT INTO item SELECT n, 'item ' || n, 'old', n FROM generate_series(1, 10) n;
-- live
UPDATE item SET old = 'before' WHERE id = 1;
ALTER TABLE item DROP COLUMN old;
UPDATE item SET name = 'after' WHERE id = 2;
-- settle
ALTER TABLE item DROP COLUMN amount;
UPDATE item SET name = 'between' WHERE id = 3;
ALTER TABLE item ADD COLUMN amount numeric(6,2);
UPDATE item SET amount = 1.50 WHERE id = 4;
