-- The key of a row changes while its large value does not, once and in chains, also onto a key that was deleted.
-- on demand
-- setup
CREATE TABLE page (id integer PRIMARY KEY, visits integer NOT NULL, body text);
ALTER TABLE page ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO page SELECT n, 0, repeat('text of ' || n, 2000) FROM generate_series(1, 10) n;
-- live
UPDATE page SET id = 101 WHERE id = 1;
UPDATE page SET id = 102 WHERE id = 2;
UPDATE page SET id = 103 WHERE id = 102;
UPDATE page SET visits = 1 WHERE id = 103;
DELETE FROM page WHERE id = 3;
UPDATE page SET id = 3 WHERE id = 4;
-- settle
UPDATE page SET visits = visits + 1;
