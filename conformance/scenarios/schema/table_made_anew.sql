-- A table is dropped and made anew with another shape, in one transaction and in several.
-- noticed later
-- setup
CREATE TABLE at_once (id integer PRIMARY KEY, name text);
CREATE TABLE in_steps (id integer PRIMARY KEY, name text);
INSERT INTO at_once SELECT n, 'old' FROM generate_series(1, 10) n;
INSERT INTO in_steps SELECT n, 'old' FROM generate_series(1, 10) n;
-- live
UPDATE at_once SET name = 'before' WHERE id = 1;
BEGIN;
DROP TABLE at_once;
CREATE TABLE at_once (id bigint PRIMARY KEY, price numeric(5,1));
INSERT INTO at_once VALUES (1, 2.5);
COMMIT;
DROP TABLE in_steps;
CREATE TABLE in_steps (code text PRIMARY KEY);
INSERT INTO in_steps VALUES ('first');
-- settle
INSERT INTO at_once VALUES (2, 3.5);
INSERT INTO in_steps VALUES ('second');
