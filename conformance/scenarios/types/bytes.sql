-- bytea with every value of a byte, empty, and large.
-- setup
CREATE TABLE blob (id integer PRIMARY KEY, b bytea);
INSERT INTO blob SELECT n, set_byte('\x00', 0, n) FROM generate_series(0, 255) n;
INSERT INTO blob SELECT 256, string_agg(set_byte('\x00', 0, n), '' ORDER BY n) FROM generate_series(0, 255) n;
INSERT INTO blob VALUES (257, ''), (258, NULL), (259, decode(repeat('00ff', 50000), 'hex'));
-- live
INSERT INTO blob SELECT id + 1000, b FROM blob WHERE id >= 250;
UPDATE blob SET b = b || '\x00' WHERE id < 10;
