-- timestamp(p) and timestamptz(p) for each p, and the last moments that fit.
-- on demand
-- setup
CREATE TABLE moment (id integer PRIMARY KEY, t0 timestamp(0), t3 timestamp(3), t6 timestamp(6), z0 timestamptz(0), z3 timestamptz(3), z6 timestamptz(6));
INSERT INTO moment SELECT n, t, t, t, t, t, t FROM (VALUES (1, '2026-01-01 12:34:56.789012+00'::timestamptz), (2, '1969-12-31 23:59:59.5+00'), (3, '294246-12-31 23:59:59.999999+00'), (4, '4713-01-01 00:00+00 BC'), (5, '10000-01-01 00:00+00'), (6, NULL)) v (n, t);
-- live
INSERT INTO moment SELECT id + 10, t0, t3, t6, z0, z3, z6 FROM moment;
UPDATE moment SET t3 = t3 + interval '1 ms' WHERE id < 3;
