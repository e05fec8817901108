-- A large value is left unchanged after its row was deleted and inserted again with another one.
-- setup
CREATE TABLE page (id integer PRIMARY KEY, visits integer NOT NULL, body text);
ALTER TABLE page ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO page SELECT n, 0, repeat('first', 2000) FROM generate_series(1, 6) n;
-- live
DELETE FROM page WHERE id <= 3;
INSERT INTO page SELECT n, 0, repeat('second', 2000) FROM generate_series(1, 3) n;
UPDATE page SET visits = 1 WHERE id <= 3;
BEGIN;
DELETE FROM page WHERE id = 4;
INSERT INTO page VALUES (4, 0, repeat('second', 2000));
UPDATE page SET visits = 1 WHERE id = 4;
COMMIT;
DELETE FROM page WHERE id = 5;
-- settle
INSERT INTO page VALUES (5, 0, repeat('third', 2000));
-- settle
UPDATE page SET visits = 1;
