-- Types become wider, some with their rows as they are and some with rows that Postgres writes anew.
-- setup
CREATE TABLE kept (id integer PRIMARY KEY, name varchar(9), code varchar(5), price numeric(6,2));
CREATE TABLE rewritten (id integer PRIMARY KEY, s smallint, i integer, r real, n numeric(6,2), d date);
INSERT INTO kept SELECT n, 'old', 'c' || n, n / 4.0 FROM generate_series(1, 10) n;
INSERT INTO rewritten SELECT n, n, n, n / 4.0, n / 4.0, '2026-01-01' FROM generate_series(1, 10) n;
-- live
UPDATE kept SET name = 'before' WHERE id = 1;
ALTER TABLE kept ALTER name TYPE text, ALTER code TYPE varchar(20), ALTER price TYPE numeric(12,2);
UPDATE kept SET name = repeat('long', 100), price = 1234567890.12 WHERE id = 2;
UPDATE rewritten SET i = 100 WHERE id = 1;
ALTER TABLE rewritten ALTER s TYPE integer, ALTER i TYPE bigint, ALTER r TYPE double precision, ALTER n TYPE numeric(12,4), ALTER d TYPE timestamp;
UPDATE rewritten SET i = 9223372036854775807, s = 100000, n = 0.0001 WHERE id = 2;
