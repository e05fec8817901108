-- Rows are deleted and inserted again in one transaction.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, note text DEFAULT 'none');
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 10) n;
-- live
BEGIN;
DELETE FROM item WHERE id <= 4;
INSERT INTO item SELECT n, 'new', NULL FROM generate_series(1, 3) n;
DELETE FROM item WHERE id = 1;
INSERT INTO item VALUES (1, 'newest', 'x');
COMMIT;
