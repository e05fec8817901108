-- Texts of twenty million characters are inserted, left as they are, replaced and deleted.
-- on demand
-- setup
CREATE TABLE document (id integer PRIMARY KEY, t text, n integer);
INSERT INTO document SELECT n, repeat(md5(n::text), 625000), n FROM generate_series(1, 2) n;
-- live
INSERT INTO document SELECT n, repeat(md5(n::text), 625000), n FROM generate_series(3, 5) n;
UPDATE document SET n = -1 WHERE id IN (1, 3);
UPDATE document SET t = repeat('é😀', 4000000) WHERE id IN (2, 4);
DELETE FROM document WHERE id = 5;
