-- With the replica identity FULL, the old row holds the large value that the new one leaves out.
-- on demand
-- setup
CREATE TABLE page (id integer PRIMARY KEY, visits integer NOT NULL, body text);
ALTER TABLE page ALTER COLUMN body SET STORAGE EXTERNAL;
ALTER TABLE page REPLICA IDENTITY FULL;
INSERT INTO page SELECT n, 0, repeat('text of ' || n, 2000) FROM generate_series(1, 5) n;
-- live
UPDATE page SET visits = visits + 1;
UPDATE page SET id = id + 10 WHERE id < 3;
DELETE FROM page WHERE id = 5;
