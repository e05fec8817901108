-- Of a partition that is unlogged the log has no changes: its table is stale until the partition is logged, and is read again then.
-- noticed later
-- on demand
-- unproven
-- setup
CREATE TABLE metric (id integer PRIMARY KEY, n integer) PARTITION BY RANGE (id);
CREATE TABLE metric_low PARTITION OF metric FOR VALUES FROM (0) TO (100);
INSERT INTO metric VALUES (1, 1);
-- live
CREATE UNLOGGED TABLE metric_high PARTITION OF metric FOR VALUES FROM (100) TO (200);
INSERT INTO metric VALUES (150, 1), (2, 2);
ALTER TABLE metric_high SET LOGGED;
INSERT INTO metric VALUES (151, 2);
-- settle
UPDATE metric SET n = n + 10;
