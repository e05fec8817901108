-- A table that is dropped, renamed or moved to another schema stays as it was, is said to be stale, and holds back no other.
-- on demand
-- stale: dropped BECAUSE it was dropped or renamed
-- stale: renamed BECAUSE it was dropped or renamed
-- stale: moved BECAUSE it was dropped or renamed
-- setup
CREATE TABLE dropped (id integer PRIMARY KEY);
CREATE TABLE renamed (id integer PRIMARY KEY);
CREATE TABLE moved (id integer PRIMARY KEY);
CREATE TABLE neighbour (id integer PRIMARY KEY);
INSERT INTO dropped VALUES (1);
INSERT INTO renamed VALUES (1);
INSERT INTO moved VALUES (1);
-- live
INSERT INTO dropped VALUES (2);
INSERT INTO renamed VALUES (2);
INSERT INTO moved VALUES (2);
-- settle
UPDATE dropped SET id = id;
DROP TABLE dropped;
UPDATE renamed SET id = id;
ALTER TABLE renamed RENAME TO renamed_now;
INSERT INTO renamed_now VALUES (3);
ALTER TABLE moved SET SCHEMA public;
ALTER TABLE public.moved RENAME TO schema_table_gone_moved;
INSERT INTO neighbour VALUES (1);
