-- A key of several columns, of which one changes.
-- setup
CREATE TABLE line (number smallint, invoice text, day date, amount numeric(8,2), PRIMARY KEY (invoice, number, day));
INSERT INTO line SELECT n, 'R-' || n % 3, '2026-01-01', n FROM generate_series(1, 12) n;
-- live
UPDATE line SET amount = amount + 0.01 WHERE invoice = 'R-1';
UPDATE line SET invoice = 'R-9' WHERE invoice = 'R-2';
DELETE FROM line WHERE number > 10;
INSERT INTO line VALUES (11, 'R-1', '0001-01-01 BC', NULL);
