-- smallint, integer, bigint and oid at their ends.
-- setup
CREATE TABLE number (id integer PRIMARY KEY, s smallint, i integer, b bigint, o oid);
INSERT INTO number VALUES (1, -32768, -2147483648, -9223372036854775808, 0), (2, 32767, 2147483647, 9223372036854775807, 4294967295), (3, NULL, NULL, NULL, NULL);
-- live
INSERT INTO number SELECT id + 10, s, i, b, o FROM number;
UPDATE number SET s = 0, i = 0, b = 0, o = 1 WHERE id = 3;
