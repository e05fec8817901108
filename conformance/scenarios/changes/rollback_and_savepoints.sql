-- What is rolled back, as a whole or to a savepoint, is not in the lake.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 10) n;
-- live
BEGIN;
UPDATE item SET name = 'never';
DELETE FROM item WHERE id = 1;
ROLLBACK;
BEGIN;
INSERT INTO item VALUES (11, 'kept');
SAVEPOINT a;
INSERT INTO item VALUES (12, 'never');
UPDATE item SET name = 'never' WHERE id = 11;
SAVEPOINT b;
DELETE FROM item WHERE id <= 10;
ROLLBACK TO a;
UPDATE item SET name = 'kept' WHERE id = 2;
SAVEPOINT c;
DELETE FROM item WHERE id = 3;
RELEASE c;
COMMIT;
