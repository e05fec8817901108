-- Columns whose names begin and end with a quotation mark: Debezium takes these marks off.
-- on demand
-- refused: has a column whose name is in quotes
-- setup
CREATE TABLE item (id integer PRIMARY KEY, "`tick`" text, "'" text, "it's" text);
INSERT INTO item VALUES (1, 'one', 'two', 'three');
-- mend
ALTER TABLE "names_columns_in_quotes"."item" RENAME COLUMN "`tick`" TO "tick";
-- live
UPDATE item SET tick = 'uno', "'" = 'due', "it's" = 'tre';
INSERT INTO item VALUES (2, 'one', 'two', NULL);
