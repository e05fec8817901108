-- Generated columns are not in Postgres' log and not in the lake; the other columns are.
-- on demand
-- setup
CREATE TABLE product (id integer PRIMARY KEY, net numeric(10,2), gross numeric(10,2) GENERATED ALWAYS AS (net * 1.19) STORED, name text, upper text GENERATED ALWAYS AS (upper(name)) STORED);
INSERT INTO product (id, net, name) VALUES (1, 10, 'one'), (2, 20, 'two');
-- live
INSERT INTO product (id, net, name) VALUES (3, 30, 'three');
UPDATE product SET net = 11 WHERE id = 1;
