-- Keys of numeric, timestamp, date, boolean, bytea and inet.
-- on demand
-- setup
CREATE TABLE by_numeric (key numeric PRIMARY KEY, n integer);
CREATE TABLE by_decimal (key numeric(20,4) PRIMARY KEY, n integer);
CREATE TABLE by_moment (key timestamptz PRIMARY KEY, n integer);
CREATE TABLE by_day (key date PRIMARY KEY, n integer);
CREATE TABLE by_flag (key boolean PRIMARY KEY, n integer);
CREATE TABLE by_bytes (key bytea PRIMARY KEY, n integer);
CREATE TABLE by_address (key inet PRIMARY KEY, n integer);
INSERT INTO by_numeric VALUES (1, 1), (1.5, 2), ('NaN', 3), (1e40, 4);
INSERT INTO by_decimal VALUES (1, 1), (1.5, 2), (-0.0001, 3);
INSERT INTO by_moment VALUES ('infinity', 1), ('2026-01-01 00:00:00.000001+00', 2), ('2026-01-01 00:00+00', 3);
INSERT INTO by_day VALUES ('-infinity', 1), ('2026-01-01', 2);
INSERT INTO by_flag VALUES (true, 1), (false, 2);
INSERT INTO by_bytes VALUES ('', 1), ('\x00', 2), ('\xff00', 3);
INSERT INTO by_address VALUES ('10.0.0.1', 1), ('10.0.0.1/8', 2), ('::1', 3);
-- live
UPDATE by_numeric SET n = n + 10;
UPDATE by_decimal SET n = n + 10;
UPDATE by_moment SET n = n + 10;
UPDATE by_day SET n = n + 10;
UPDATE by_flag SET n = n + 10;
UPDATE by_bytes SET n = n + 10;
UPDATE by_address SET n = n + 10;
DELETE FROM by_numeric WHERE n IN (11, 13);
DELETE FROM by_decimal WHERE n = 13;
DELETE FROM by_moment WHERE n IN (11, 12);
DELETE FROM by_day WHERE n = 11;
DELETE FROM by_flag WHERE n = 11;
DELETE FROM by_bytes WHERE n = 12;
DELETE FROM by_address WHERE n = 12;
