-- TRUNCATE ... CASCADE empties the tables that refer to the one it names.
-- on demand
-- setup
CREATE TABLE customer (id integer PRIMARY KEY);
CREATE TABLE invoice (id integer PRIMARY KEY, customer integer NOT NULL REFERENCES customer);
CREATE TABLE line (id integer PRIMARY KEY, invoice integer NOT NULL REFERENCES invoice);
INSERT INTO customer VALUES (1), (2);
INSERT INTO invoice VALUES (1, 1), (2, 2);
INSERT INTO line VALUES (1, 1), (2, 2);
-- live
TRUNCATE customer CASCADE;
INSERT INTO customer VALUES (3);
INSERT INTO invoice VALUES (3, 3);
