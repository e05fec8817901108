-- Generated columns come, change and go, and one becomes a column like others; the lake never has what Postgres computes.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, net numeric(10,2), gross numeric(10,2) GENERATED ALWAYS AS (net * 1.19) STORED);
INSERT INTO item (id, net) SELECT n, n FROM generate_series(1, 5) n;
-- live
ALTER TABLE item ADD COLUMN twice numeric(10,2) GENERATED ALWAYS AS (net * 2) STORED;
INSERT INTO item (id, net) VALUES (6, 6);
-- settle
ALTER TABLE item ALTER COLUMN gross DROP EXPRESSION;
UPDATE item SET gross = 1 WHERE id = 1;
-- settle
ALTER TABLE item DROP COLUMN twice;
INSERT INTO item (id, net, gross) VALUES (7, 7, 70);
