-- Dots in the names of a table and of columns.
-- on demand
-- setup
CREATE TABLE "daily.report" ("page.id" integer PRIMARY KEY, "a.b.c" text, "." integer);
INSERT INTO "daily.report" VALUES (1, 'one', 1);
CREATE TABLE daily (report integer PRIMARY KEY);
INSERT INTO daily VALUES (1);
-- live
INSERT INTO "daily.report" VALUES (2, 'two', NULL);
UPDATE "daily.report" SET "a.b.c" = 'uno', "." = 2 WHERE "page.id" = 1;
