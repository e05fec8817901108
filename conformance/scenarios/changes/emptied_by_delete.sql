-- A table loses all of its rows, and a table that was empty at first gets some.
-- on demand
-- setup
CREATE TABLE full_one (id integer PRIMARY KEY, name text);
CREATE TABLE empty_one (id integer PRIMARY KEY, name text);
CREATE TABLE never_any (id integer PRIMARY KEY, name text);
INSERT INTO full_one SELECT n, 'x' FROM generate_series(1, 100) n;
-- live
DELETE FROM full_one;
INSERT INTO empty_one VALUES (1, 'first');
