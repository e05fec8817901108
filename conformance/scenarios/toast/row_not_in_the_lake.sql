-- A row is inserted with a large value and updated without it before the lake has it.
-- setup
CREATE TABLE page (id integer PRIMARY KEY, visits integer NOT NULL, body text);
ALTER TABLE page ALTER COLUMN body SET STORAGE EXTERNAL;
-- live
INSERT INTO page SELECT n, 0, repeat('text', 2000) FROM generate_series(1, 5) n;
UPDATE page SET visits = visits + 1;
BEGIN;
INSERT INTO page VALUES (6, 0, repeat('text', 2000));
UPDATE page SET visits = 6 WHERE id = 6;
COMMIT;
TRUNCATE page;
INSERT INTO page VALUES (7, 0, repeat('text', 2000));
UPDATE page SET visits = 7;
