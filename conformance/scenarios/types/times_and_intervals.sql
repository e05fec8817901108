-- time, timetz and interval: midnight at both ends, offsets, negative and mixed parts, fractions, a leap second.
-- on demand
-- setup
CREATE TABLE span (id integer PRIMARY KEY, t time, tz timetz, t0 time(0), i interval, i3 interval(3), y interval year to month);
INSERT INTO span VALUES (1, '00:00', '00:00+00', '00:00', '0', '0', '0'), (2, '24:00', '24:00:00-15:59', '24:00', '178000000 years', '1.2345 s', '5 years 3 months'), (3, '23:59:59.999999', '23:59:59.999999+15:59', '12:30:30', '-178000000 years', '-1.2345 s', '-1 month'), (4, '01:02:03.4', '01:02:03.4+05:30', '01:02:03', '1 year -2 mons 3 days -04:05:06.789', '1 day', '1 year'), (5, NULL, NULL, NULL, NULL, NULL, NULL), (6, '12:00', '12:00+02', '12:00', '1 mon', '36:00:00', '12 months'), (7, NULL, NULL, NULL, '-1 days +02:03:04.000001', NULL, NULL), (8, NULL, NULL, NULL, 'infinity', '-infinity', NULL);
INSERT INTO span VALUES (9, '23:59:60', '23:59:60+00', '23:59:60', NULL, NULL, NULL);
-- live
INSERT INTO span SELECT id + 10, t, tz, t0, i, i3, y FROM span;
UPDATE span SET t = '12:34:56', i = i * 2 WHERE id = 4;
