-- A table with rows becomes a partition: its rows come into the table without changes in the log.
-- on demand
-- setup
CREATE TABLE log (day date, id integer, text text, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
INSERT INTO log VALUES ('2026-01-05', 1, 'first');
-- live
UPDATE log SET text = 'before' WHERE id = 1;
CREATE TABLE log_2 (LIKE log INCLUDING ALL);
INSERT INTO log_2 SELECT '2026-02-01'::date + n, n, 'from outside' FROM generate_series(2, 20) n;
ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
UPDATE log SET text = 'after' WHERE id IN (1, 2);
DELETE FROM log WHERE id = 3;
