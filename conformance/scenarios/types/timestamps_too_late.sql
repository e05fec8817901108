-- Moments later than 64 bits of microseconds are quarantined.
-- on demand
-- quarantined: 2
-- absent: moment WHERE t >= '294247-01-10 04:00:54.775808'
-- setup
CREATE TABLE moment (id integer PRIMARY KEY, t timestamp);
INSERT INTO moment VALUES (1, '294276-12-31 23:59:59.999999'), (2, '294247-01-10 04:00:54.775807');
-- live
INSERT INTO moment VALUES (3, '294276-01-01'), (4, '2026-01-01');
