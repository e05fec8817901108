-- A table with a primary key whose replica identity is NOTHING: its own updates would fail once it is captured.
-- on demand
-- refused: has no replica identity: once captured, its updates and deletes would be refused by the database
-- setup
CREATE TABLE note (id integer PRIMARY KEY, text text);
ALTER TABLE note REPLICA IDENTITY NOTHING;
INSERT INTO note VALUES (1, 'one');
-- mend
ALTER TABLE "changes_replica_identity_nothing"."note" REPLICA IDENTITY DEFAULT;
-- live
UPDATE note SET text = 'uno' WHERE id = 1;
