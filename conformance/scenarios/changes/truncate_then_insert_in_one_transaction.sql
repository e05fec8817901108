-- A table is emptied and filled again in one transaction.
-- setup
CREATE TABLE price (id integer PRIMARY KEY, price numeric(8,2));
INSERT INTO price SELECT n, n FROM generate_series(1, 20) n;
-- live
BEGIN;
INSERT INTO price VALUES (30, 30);
TRUNCATE price;
INSERT INTO price SELECT n, n * 2 FROM generate_series(11, 25) n;
UPDATE price SET price = 0 WHERE id = 25;
COMMIT;
-- settle
BEGIN;
TRUNCATE price;
INSERT INTO price VALUES (1, 1);
TRUNCATE price;
INSERT INTO price VALUES (2, 2);
COMMIT;
