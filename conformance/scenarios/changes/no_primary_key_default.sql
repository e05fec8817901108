-- A table without a primary key whose replica identity is the default.
-- on demand
-- refused: has no primary key, so its rows cannot be told apart
-- setup
CREATE TABLE note (id integer NOT NULL, text text);
INSERT INTO note VALUES (1, 'one');
-- mend
ALTER TABLE "changes_no_primary_key_default"."note" ADD COLUMN "row_id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
-- live
UPDATE note SET text = 'uno' WHERE id = 1;
INSERT INTO note VALUES (2, 'due');
