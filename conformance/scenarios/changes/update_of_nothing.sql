-- Updates that change no value leave the row as it is.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, at timestamptz);
INSERT INTO item SELECT n, 'item ' || n, '2026-01-01' FROM generate_series(1, 5) n;
-- live
UPDATE item SET name = name;
UPDATE item SET id = id;
-- settle
UPDATE item SET at = at WHERE id = 3;
UPDATE item SET name = name || '' WHERE id = 99;
