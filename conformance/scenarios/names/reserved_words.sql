-- Words that SQL, Spark or Delta reserve, as names of tables and columns.
-- on demand
-- setup
CREATE TABLE "table" ("select" integer PRIMARY KEY, "from" text, "where" text, "timestamp" timestamp, "date" date, "order" integer, "user" text, "null" text, "true" boolean, "interval" text);
CREATE TABLE "delta" (id integer PRIMARY KEY, _change_type text, _commit_version bigint, _metadata text, input_file_name text);
CREATE TABLE progress (id integer PRIMARY KEY, op text, lsn bigint, key text, before text, after text, source text, target text, position text, kind text, age integer, schema text, reload text, partial boolean);
INSERT INTO "table" VALUES (1, 'a', 'b', '2026-01-01', '2026-01-01', 1, 'u', 'n', true, 'i');
INSERT INTO "delta" VALUES (1, 'insert', 1, 'm', 'f');
INSERT INTO progress VALUES (1, 'd', 5, 'k', 'b', 'a', 's', 't', '1:0/0', 'k', 3, 's', 'r', true);
-- live
UPDATE "table" SET "from" = 'changed', "true" = false;
UPDATE "delta" SET _change_type = 'delete';
UPDATE progress SET op = 'c', after = NULL, "position" = '9:9/9', partial = false;
INSERT INTO progress (id) VALUES (2);
