-- Updates that change the large value and updates that leave it, of the same rows in one batch.
-- setup
CREATE TABLE page (id integer PRIMARY KEY, visits integer NOT NULL, body text, notes text);
ALTER TABLE page ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN notes SET STORAGE EXTERNAL;
INSERT INTO page SELECT n, 0, repeat('first', 2000), repeat('note', 2000) FROM generate_series(1, 10) n;
-- live
UPDATE page SET visits = 1 WHERE id <= 5;
UPDATE page SET body = repeat('second', 2000) WHERE id <= 3;
UPDATE page SET visits = 2 WHERE id <= 4;
BEGIN;
UPDATE page SET body = repeat('third', 2000), visits = 3 WHERE id = 2;
UPDATE page SET visits = 4 WHERE id = 2;
UPDATE page SET notes = NULL WHERE id IN (2, 6);
COMMIT;
UPDATE page SET body = 'short' WHERE id = 7;
UPDATE page SET visits = 5 WHERE id = 7;
UPDATE page SET body = NULL WHERE id = 8;
UPDATE page SET visits = 6 WHERE id = 8;
UPDATE page SET body = '' WHERE id = 9;
