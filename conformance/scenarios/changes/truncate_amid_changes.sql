-- TRUNCATE between changes that the lake takes in together.
-- setup
CREATE TABLE basket (id integer PRIMARY KEY, note text);
INSERT INTO basket SELECT n, 'before' FROM generate_series(1, 100) n;
-- live
UPDATE basket SET note = 'changed' WHERE id < 50;
INSERT INTO basket VALUES (101, 'just before');
TRUNCATE basket;
INSERT INTO basket VALUES (7, 'after'), (102, 'after');
UPDATE basket SET note = 'later' WHERE id = 7;
TRUNCATE basket;
INSERT INTO basket VALUES (9, 'after all');
