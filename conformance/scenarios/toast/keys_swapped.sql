-- Two rows with large values swap their keys in one transaction.
-- on demand
-- setup
CREATE TABLE page (id integer PRIMARY KEY, visits integer NOT NULL, body text);
ALTER TABLE page ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO page SELECT n, 0, repeat('text of ' || n, 2000) FROM generate_series(1, 3) n;
-- live
BEGIN;
UPDATE page SET id = -1 WHERE id = 1;
UPDATE page SET id = 1 WHERE id = 2;
UPDATE page SET id = 2 WHERE id = -1;
COMMIT;
