-- real and double precision: NaN, infinities, both zeros, the largest, the smallest and values that no decimal says exactly.
-- on demand
-- setup
CREATE TABLE number (id integer PRIMARY KEY, r real, d double precision);
INSERT INTO number VALUES (1, 'NaN', 'NaN'), (2, 'Infinity', 'Infinity'), (3, '-Infinity', '-Infinity'), (4, '0', '0'), (5, '-0', '-0');
INSERT INTO number VALUES (6, 3.4028235e38, 1.7976931348623157e308), (7, 1e-45, 4.9e-324), (8, 0.1, 0.1), (9, 16777217, 9007199254740993), (10, NULL, NULL), (11, 1e10, 1e22), (12, 1.1754944e-38, 2.2250738585072014e-308);
-- live
INSERT INTO number SELECT id + 20, r, d FROM number;
UPDATE number SET r = 1.5, d = 1.5 WHERE id IN (1, 22);
UPDATE number SET r = '-0', d = '-0' WHERE id = 4;
