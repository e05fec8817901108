-- A partition is truncated by itself, of which a publication by way of the root says nothing: the table is read again.
-- noticed later
-- on demand
-- unproven
-- setup
CREATE TABLE sale (id integer, region text, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE sale_north PARTITION OF sale FOR VALUES IN ('north');
CREATE TABLE sale_south PARTITION OF sale FOR VALUES IN ('south');
INSERT INTO sale SELECT n, (ARRAY['north', 'south'])[n % 2 + 1] FROM generate_series(1, 30) n;
-- live
UPDATE sale SET id = id + 100 WHERE id < 10;
TRUNCATE sale_north;
INSERT INTO sale VALUES (1, 'north');
-- settle
BEGIN;
INSERT INTO sale VALUES (2, 'north');
TRUNCATE sale_south;
INSERT INTO sale VALUES (2, 'south');
COMMIT;
