-- Composite values, with NULLs, with quotes, within each other, and in arrays: Postgres' own text form.
-- on demand
-- setup
CREATE TYPE point_3 AS (x integer, y numeric(5,2), note text);
CREATE TYPE line_3 AS (a point_3, b point_3, at timestamptz);
CREATE TABLE shape (id integer PRIMARY KEY, p point_3, l line_3, ps point_3[]);
INSERT INTO shape VALUES (1, (1, 2.5, 'plain'), ((1, 2, 'a'), (3, 4, 'b "q" , ()'), '2026-01-01 00:00+02'), ARRAY[(1, 2, 'x')::point_3, NULL, (NULL, NULL, '')::point_3]), (2, (NULL, NULL, NULL), (NULL, NULL, NULL), '{}'), (3, NULL, NULL, NULL), (4, (-1, -0.01, E'\\ " '' \n'), NULL, NULL);
-- live
INSERT INTO shape SELECT id + 10, p, l, ps FROM shape;
UPDATE shape SET p.x = 7 WHERE id IN (1, 2);
