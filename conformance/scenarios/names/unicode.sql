-- Names of other scripts, of emoji and with combining letters.
-- on demand
-- schema: схема 😀
-- setup
CREATE TABLE "таблица" ("ключ" integer PRIMARY KEY, "名前" text, "😀" text, U&"e\0301" text, U&"\00e9" text);
INSERT INTO "таблица" VALUES (1, 'a', 'b', 'c', 'd');
CREATE TABLE "😀" (id integer PRIMARY KEY);
INSERT INTO "😀" VALUES (1);
-- live
UPDATE "таблица" SET "名前" = 'changed', "😀" = NULL;
INSERT INTO "😀" VALUES (2);
