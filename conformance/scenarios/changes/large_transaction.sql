-- One transaction of ${ROWS} rows, and one that changes a part of them.
-- on demand
-- setup
CREATE TABLE event (id integer PRIMARY KEY, name text NOT NULL, amount numeric(10,2));
-- live
INSERT INTO event SELECT n, 'event ' || n, n / 100.0 FROM generate_series(1, ${ROWS}) n;
BEGIN;
UPDATE event SET amount = -amount WHERE id % 10 = 0;
DELETE FROM event WHERE id % 10 = 1;
COMMIT;
