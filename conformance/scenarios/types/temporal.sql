-- Dates and timestamps: infinities, years before Christ, microseconds, both sides of a change of the clocks, a leap second.
-- setup
CREATE TABLE moment (id integer PRIMARY KEY, d date, t timestamp, z timestamptz);
INSERT INTO moment VALUES (1, 'infinity', 'infinity', 'infinity'), (2, '-infinity', '-infinity', '-infinity');
INSERT INTO moment VALUES (3, '4714-11-24 BC', '4714-11-24 00:00:00 BC', '4714-11-24 00:00:00+00 BC'), (4, '0001-12-31 BC', '0001-12-31 23:59:59.999999 BC', '0001-12-31 23:59:59.999999+00 BC');
INSERT INTO moment VALUES (5, '1582-10-04', '1582-10-10 12:00', '1582-10-10 12:00+00'), (6, '5874897-12-31', '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999+00');
INSERT INTO moment VALUES (7, NULL, NULL, NULL), (8, '1970-01-01', '1969-12-31 23:59:59.999999', '1970-01-01 00:00:00.000001+00');
INSERT INTO moment VALUES (9, '2026-03-29', '2026-03-29 02:30', '2026-03-29 02:30 Europe/Berlin'), (10, '2026-10-25', '2026-10-25 02:30', '2026-10-25 02:30:00+02'), (11, '2026-10-25', '2026-10-25 02:30', '2026-10-25 02:30:00+01');
-- A second that a leap adds is the first one of the next minute.
INSERT INTO moment VALUES (12, '2016-12-31', '2016-12-31 23:59:60', '2016-12-31 23:59:60+00');
-- live
INSERT INTO moment SELECT id + 20, d, t, z FROM moment;
UPDATE moment SET d = 'infinity', t = '-infinity', z = 'infinity' WHERE id = 7;
