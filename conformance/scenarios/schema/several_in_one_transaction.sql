-- Several commands in one transaction, with rows before, between and after them; also one that is rolled back.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item VALUES (1, 'first');
CREATE TABLE unchanged (id integer PRIMARY KEY, name text);
INSERT INTO unchanged VALUES (1, 'first');
-- live
BEGIN;
INSERT INTO item VALUES (2, 'a');
ALTER TABLE item ADD COLUMN n integer DEFAULT 3;
INSERT INTO item VALUES (3, 'b', 4);
ALTER TABLE item RENAME COLUMN name TO title;
UPDATE item SET title = 'c' WHERE id = 2;
ALTER TABLE item DROP COLUMN n, ADD COLUMN n text DEFAULT 'n';
INSERT INTO item VALUES (4, 'd', 'e');
COMMIT;
BEGIN;
INSERT INTO unchanged VALUES (2, 'never');
ALTER TABLE unchanged ADD COLUMN n integer DEFAULT 3;
INSERT INTO unchanged VALUES (3, 'never', 4);
ROLLBACK;
INSERT INTO unchanged VALUES (4, 'after');
-- settle
BEGIN;
TRUNCATE item;
ALTER TABLE item DROP COLUMN title;
INSERT INTO item VALUES (5, 'f');
COMMIT;
