-- Keys of double precision: NaN, infinities, the smallest, and zero that becomes negative zero, which Postgres takes for the same key.
-- on demand
-- unproven
-- setup
CREATE TABLE measure (key double precision PRIMARY KEY, n integer);
INSERT INTO measure VALUES ('NaN', 1), ('Infinity', 2), ('-Infinity', 3), (0, 4), (4.9e-324, 5), (0.1, 6);
-- live
UPDATE measure SET n = n + 10;
UPDATE measure SET key = '-0' WHERE key = 0;
DELETE FROM measure WHERE key = 'NaN';
-- settle
INSERT INTO measure VALUES ('NaN', 7);
UPDATE measure SET n = 100 WHERE key = 0;
-- settle
UPDATE measure SET key = '0' WHERE key = 0;
DELETE FROM measure WHERE key = 'Infinity';
UPDATE measure SET key = 'Infinity' WHERE key = 'NaN';
-- settle
DELETE FROM measure WHERE key = 0;
INSERT INTO measure VALUES ('-0', 8);
