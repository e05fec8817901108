-- A TRUNCATE that is rolled back empties nothing.
-- on demand
-- setup
CREATE TABLE basket (id integer PRIMARY KEY, note text);
INSERT INTO basket SELECT n, 'before' FROM generate_series(1, 10) n;
-- live
BEGIN;
TRUNCATE basket;
INSERT INTO basket VALUES (1, 'never');
ROLLBACK;
BEGIN;
SAVEPOINT a;
TRUNCATE basket;
ROLLBACK TO a;
UPDATE basket SET note = 'after' WHERE id = 1;
COMMIT;
