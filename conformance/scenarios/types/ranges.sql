-- Ranges and multiranges: empty, open, with bounds of each kind, of moments.
-- on demand
-- setup
CREATE TYPE float_range AS RANGE (subtype = float8);
CREATE TABLE span (id integer PRIMARY KEY, i int4range, b int8range, n numrange, d daterange, t tsrange, z tstzrange, f float_range, mi int4multirange, mz tstzmultirange);
INSERT INTO span VALUES (1, 'empty', 'empty', 'empty', 'empty', 'empty', 'empty', 'empty', '{}', '{}'), (2, '[1,10]', '(,5]', '(1.5,2.50)', '[2026-01-01,2026-01-31]', '[2026-01-01 00:00,2026-01-01 00:00:00.000001)', '[2026-01-01 00:00+02,2026-07-01 00:00+02)', '[0.1,Infinity)', '{[1,3),[5,8)}', '{[2026-01-01 00:00+00,infinity)}'), (3, '(,)', '[1,)', '[,1]', '(,2026-01-01)', '(,infinity)', '[-infinity,)', '(,)', '{(,)}', NULL), (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
-- live
INSERT INTO span SELECT id + 10, i, b, n, d, t, z, f, mi, mz FROM span;
UPDATE span SET i = i * '[3,6)' WHERE id = 2;
