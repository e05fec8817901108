-- Partitions are detached and dropped: their rows leave the table without changes in the log.
-- on demand
-- noticed later
-- setup
CREATE TABLE log (day date, id integer, text text, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE log_3 PARTITION OF log FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
INSERT INTO log SELECT '2026-01-01'::date + n, n, 'first' FROM generate_series(1, 85) n;
-- live
UPDATE log SET text = 'before' WHERE id IN (1, 40, 70);
ALTER TABLE log DETACH PARTITION log_1;
UPDATE log SET text = 'after' WHERE id IN (40, 70);
DROP TABLE log_3;
INSERT INTO log VALUES ('2026-02-01', 100, 'last');
-- settle
DROP TABLE log_1;
UPDATE log SET text = 'later' WHERE id = 100;
