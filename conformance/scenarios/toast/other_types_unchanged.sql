-- Large jsonb, bytea, arrays, numeric, json and hstore-like composites stay as they are when another column changes.
-- on demand
-- setup
CREATE TYPE pair AS (name text, value text);
CREATE TABLE document (id integer PRIMARY KEY, n integer, j jsonb, js json, b bytea, t text[], i integer[], d numeric, p pair, x xml);
ALTER TABLE document ALTER COLUMN j SET STORAGE EXTERNAL, ALTER COLUMN js SET STORAGE EXTERNAL, ALTER COLUMN b SET STORAGE EXTERNAL, ALTER COLUMN t SET STORAGE EXTERNAL, ALTER COLUMN i SET STORAGE EXTERNAL, ALTER COLUMN p SET STORAGE EXTERNAL, ALTER COLUMN x SET STORAGE EXTERNAL;
INSERT INTO document SELECT n, 0, jsonb_build_object('key', repeat('value', 1000)), json_build_object('key', repeat('value', 1000)), decode(repeat('00ff', 3000), 'hex'), array_fill('element'::text, ARRAY[1000]), array_fill(n, ARRAY[3000]), ('1' || repeat('23', 3000))::numeric, ('a', repeat('b', 5000))::pair, ('<a>' || repeat('b', 5000) || '</a>')::xml FROM generate_series(1, 5) n;
-- live
UPDATE document SET n = n + 1;
INSERT INTO document SELECT id + 10, n, j, js, b, t, i, d, p, x FROM document;
UPDATE document SET n = n + 1 WHERE id > 3;
