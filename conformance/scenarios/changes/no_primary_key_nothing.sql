-- A table without a primary key whose replica identity is NOTHING.
-- on demand
-- refused: has no replica identity: once captured, its updates and deletes would be refused by the database
-- setup
CREATE TABLE note (id integer NOT NULL, text text);
ALTER TABLE note REPLICA IDENTITY NOTHING;
INSERT INTO note VALUES (1, 'one');
-- mend
ALTER TABLE "changes_no_primary_key_nothing"."note" ADD COLUMN "row_id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY; ALTER TABLE "changes_no_primary_key_nothing"."note" REPLICA IDENTITY DEFAULT;
-- live
UPDATE note SET text = 'uno' WHERE id = 1;
INSERT INTO note VALUES (1, 'due');
