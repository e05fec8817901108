-- A partitioned table is one table in the lake; rows move between its partitions and a partition is truncated with it.
-- setup
CREATE TABLE sale (id integer, region text, amount numeric(8,2), PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE sale_north PARTITION OF sale FOR VALUES IN ('north');
CREATE TABLE sale_south PARTITION OF sale FOR VALUES IN ('south') PARTITION BY RANGE (id);
CREATE TABLE sale_south_small PARTITION OF sale_south FOR VALUES FROM (0) TO (100);
CREATE TABLE sale_other PARTITION OF sale DEFAULT;
INSERT INTO sale SELECT n, (ARRAY['north', 'south', 'east'])[n % 3 + 1], n FROM generate_series(1, 30) n;
-- live
UPDATE sale SET amount = amount + 1 WHERE id < 10;
UPDATE sale SET region = 'south' WHERE id = 3;
INSERT INTO sale VALUES (31, 'west', 1);
DELETE FROM sale WHERE id = 4;
-- settle
TRUNCATE sale;
INSERT INTO sale VALUES (50, 'south', 50);
