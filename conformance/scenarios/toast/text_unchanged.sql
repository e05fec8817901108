-- An update leaves a large text as it is; the log does not repeat it, and the lake keeps it.
-- setup
CREATE TABLE page (id integer PRIMARY KEY, visits integer NOT NULL, body text);
ALTER TABLE page ALTER COLUMN body SET STORAGE EXTERNAL;
INSERT INTO page SELECT n, 0, repeat('text of ' || n, 2000) FROM generate_series(1, 10) n;
-- live
UPDATE page SET visits = visits + 1;
INSERT INTO page VALUES (11, 0, repeat('late', 5000));
UPDATE page SET visits = visits + 1 WHERE id > 5;
-- settle
UPDATE page SET visits = visits + 1;
