-- numeric without scale, of more than 38 digits, or with a scale that the lake has no decimal for: a text with every digit.
-- setup
CREATE TABLE number (id integer PRIMARY KEY, n numeric, big numeric(60,10), rounded numeric(6,-3), tiny numeric(3,5));
INSERT INTO number VALUES (1, 1, 1, 123456, 0.00123), (2, 1.0, 1.0, -999499, -0.00999), (3, 1.00, 12345678901234567890123456789012345678901234567890.0123456789, 0, 0), (4, 'NaN', 'NaN', 'NaN', 'NaN'), (5, 'Infinity', NULL, NULL, NULL), (6, '-Infinity', NULL, NULL, NULL), (7, NULL, NULL, NULL, NULL);
INSERT INTO number (id, n) VALUES (8, repeat('1234567890', 100)::numeric), (9, ('0.' || repeat('0', 999) || '1')::numeric), (10, ('-' || repeat('9', 1000) || '.' || repeat('9', 1000))::numeric), (11, 1e-20), (12, 0.000), (13, 1e130000);
-- live
INSERT INTO number SELECT id + 20, n, big, rounded, tiny FROM number;
UPDATE number SET n = n + 1;
