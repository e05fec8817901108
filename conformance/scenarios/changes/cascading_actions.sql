-- What ON DELETE CASCADE and ON UPDATE CASCADE change in other tables.
-- on demand
-- setup
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE invoice (id integer PRIMARY KEY, customer integer REFERENCES customer ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE line (invoice integer REFERENCES invoice ON DELETE CASCADE ON UPDATE CASCADE, n integer, PRIMARY KEY (invoice, n));
INSERT INTO customer SELECT generate_series(1, 5);
INSERT INTO invoice SELECT n, n % 5 + 1 FROM generate_series(1, 10) n;
INSERT INTO line SELECT n, i FROM generate_series(1, 10) n, generate_series(1, 3) i;
-- live
DELETE FROM customer WHERE id = 1;
UPDATE customer SET id = 20 WHERE id = 2;
UPDATE invoice SET id = id + 100 WHERE id % 5 = 3;
