-- TRUNCATE empties a table; what is inserted after it stays, and the next one empties it again.
-- setup
CREATE TABLE basket (id integer PRIMARY KEY, note text);
INSERT INTO basket SELECT n, 'before' FROM generate_series(1, 100) n;
-- live
TRUNCATE basket;
-- settle
INSERT INTO basket VALUES (7, 'after'), (102, 'after');
-- settle
TRUNCATE basket;
INSERT INTO basket VALUES (8, 'last');
