-- Table and column names of mixed case, with spaces, of reserved words and beyond ASCII.
-- setup
CREATE TABLE "Order Items" ("Order" integer PRIMARY KEY, "select" text, "Größe in cm" integer, "имя" text, "数" bigint);
INSERT INTO "Order Items" VALUES (1, 'one', 10, 'имя', 100);
-- live
INSERT INTO "Order Items" VALUES (2, 'two', 20, NULL, 200);
UPDATE "Order Items" SET "Größe in cm" = 30 WHERE "Order" = 1;
