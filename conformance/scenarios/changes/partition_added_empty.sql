-- A partition that is added without rows is captured with its table.
-- on demand
-- setup
CREATE TABLE log (day date, id integer, text text, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
INSERT INTO log VALUES ('2026-01-05', 1, 'first');
-- live
CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO log VALUES ('2026-02-05', 2, 'second');
UPDATE log SET day = '2026-02-06' WHERE id = 1;
