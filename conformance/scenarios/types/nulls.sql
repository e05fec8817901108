-- Every column of a row is NULL but its key, becomes something, and NULL again.
-- on demand
-- setup
CREATE TABLE sparse (id integer PRIMARY KEY, b boolean, i integer, n numeric(5,2), t text, d date, z timestamptz, y bytea, j jsonb, a integer[]);
INSERT INTO sparse (id) SELECT generate_series(1, 4);
-- live
UPDATE sparse SET b = false, i = 0, n = 0, t = '', d = '1970-01-01', z = '1970-01-01 00:00+00', y = '', j = 'null', a = '{}' WHERE id < 3;
-- settle
UPDATE sparse SET b = NULL, i = NULL, n = NULL, t = NULL, d = NULL, z = NULL, y = NULL, j = NULL, a = NULL WHERE id = 1;
