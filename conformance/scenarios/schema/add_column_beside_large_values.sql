-- A column is added to rows with large values, which the log does not repeat.
-- on demand
-- setup
CREATE TABLE page (id integer PRIMARY KEY, body text, visits integer NOT NULL DEFAULT 0);
ALTER TABLE page ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO page SELECT n, repeat('text of ' || n, 2000) FROM generate_series(1, 5) n;
-- live
UPDATE page SET visits = 1 WHERE id = 1;
ALTER TABLE page ADD COLUMN notes text DEFAULT 'none';
UPDATE page SET visits = 2 WHERE id < 3;
UPDATE page SET notes = repeat('note', 3000) WHERE id = 3;
UPDATE page SET visits = 3 WHERE id = 3;
