-- What restoring a dump over a table does: it is dropped, made without its key, filled, and gets its key last.
-- noticed later
-- on demand
-- unproven
-- setup
CREATE TABLE customer (id integer NOT NULL, name text);
ALTER TABLE ONLY customer ADD CONSTRAINT customer_pkey PRIMARY KEY (id);
INSERT INTO customer SELECT n, 'old' FROM generate_series(1, 1000) n;
CREATE TABLE at_once (id integer PRIMARY KEY, name text);
INSERT INTO at_once SELECT n, 'old' FROM generate_series(1, 1000) n;
-- live
UPDATE customer SET name = 'before' WHERE id < 10;
ALTER TABLE ONLY customer DROP CONSTRAINT customer_pkey;
DROP TABLE customer;
CREATE TABLE customer (id integer NOT NULL, name text);
INSERT INTO customer SELECT n, 'restored' FROM generate_series(1, 800) n;
ALTER TABLE ONLY customer ADD CONSTRAINT customer_pkey PRIMARY KEY (id);
INSERT INTO customer VALUES (2000, 'after');
BEGIN;
TRUNCATE at_once;
INSERT INTO at_once SELECT n, 'restored' FROM generate_series(1, 800) n;
COMMIT;
UPDATE at_once SET name = 'after' WHERE id = 1;
-- settle
UPDATE customer SET name = 'later' WHERE id = 2000;
DELETE FROM customer WHERE id = 800;
