-- Columns whose names differ by the case of letters only would be one column for Delta.
-- on demand
-- refused: has columns that differ only by letter case
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, "Name" text);
INSERT INTO item VALUES (1, 'lower', 'upper');
-- mend
ALTER TABLE "names_columns_that_differ_by_case"."item" RENAME COLUMN "Name" TO "Name_2";
-- live
UPDATE item SET "Name_2" = 'changed';
