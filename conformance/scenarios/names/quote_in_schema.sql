-- A double quote in the name of a schema, a table and a column.
-- on demand
-- schema: the "quoted" one
-- setup
CREATE TABLE "6"" screen" ("the ""id""" integer PRIMARY KEY, "5' 10""" text);
INSERT INTO "6"" screen" VALUES (1, 'one');
-- live
INSERT INTO "6"" screen" VALUES (2, 'two');
UPDATE "6"" screen" SET "5' 10""" = 'uno' WHERE "the ""id""" = 1;
TRUNCATE "6"" screen";
INSERT INTO "6"" screen" VALUES (3, 'three');
