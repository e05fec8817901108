-- A key whose columns are neither the first ones nor in the order of the table.
-- on demand
-- setup
CREATE TABLE reading (value real, sensor integer NOT NULL, note text, at timestamptz NOT NULL, PRIMARY KEY (at, sensor));
INSERT INTO reading SELECT n / 10.0, n % 3, NULL, '2026-01-01'::timestamptz + n * interval '1 s' FROM generate_series(1, 20) n;
-- live
UPDATE reading SET value = -value WHERE sensor = 1;
DELETE FROM reading WHERE sensor = 2;
