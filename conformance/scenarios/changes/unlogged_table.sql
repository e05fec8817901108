-- An unlogged table has no changes in the log.
-- on demand
-- refused: is unlogged or temporary, so its changes are in no log
-- setup
CREATE UNLOGGED TABLE cache (id integer PRIMARY KEY, value text);
INSERT INTO cache VALUES (1, 'one');
-- mend
ALTER TABLE "changes_unlogged_table"."cache" SET LOGGED;
-- live
UPDATE cache SET value = 'uno';
INSERT INTO cache VALUES (2, 'due');
