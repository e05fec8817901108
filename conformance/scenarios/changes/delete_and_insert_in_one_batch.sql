-- Rows are deleted and inserted again in transactions that the lake takes in together.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 10) n;
-- live
DELETE FROM item WHERE id <= 4;
INSERT INTO item SELECT n, 'new' FROM generate_series(1, 3) n;
DELETE FROM item WHERE id = 2;
INSERT INTO item VALUES (2, 'newest');
DELETE FROM item WHERE id = 3;
