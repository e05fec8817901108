-- Every sign of ASCII in the names of tables and columns.
-- on demand
-- setup
CREATE TABLE "a!#$%&'()*+,-/:;<=>?@[\]^`{|}~" ("id!" integer PRIMARY KEY, "a,b;c:d" text, "{x}" text, "(y)" text, "k=v" text, "a/b\c" text, "tick`" text, "$1" text, "%s" text, "#" text, "a b	c" text, "?" text, "[0]" text, "<&>" text, "'" text);
INSERT INTO "a!#$%&'()*+,-/:;<=>?@[\]^`{|}~" VALUES (1, '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14');
CREATE TABLE " " (" " integer PRIMARY KEY, "  " text);
INSERT INTO " " VALUES (1, 'space');
CREATE TABLE "1st" ("2nd" integer PRIMARY KEY, "3" text);
INSERT INTO "1st" VALUES (1, 'digit');
-- live
UPDATE "a!#$%&'()*+,-/:;<=>?@[\]^`{|}~" SET "a,b;c:d" = 'x', "tick`" = NULL;
UPDATE " " SET "  " = 'changed';
UPDATE "1st" SET "3" = 'changed';
