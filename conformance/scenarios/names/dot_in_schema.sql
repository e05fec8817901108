-- A schema with a dot in its name, beside one whose table has the dot instead.
-- schema: my.schema
-- schema: my
-- setup
CREATE TABLE "my.schema".orders (id integer PRIMARY KEY, note text);
CREATE TABLE "my"."schema.orders" (id integer PRIMARY KEY, note text);
INSERT INTO "my.schema".orders VALUES (1, 'dot in the schema');
INSERT INTO "my"."schema.orders" VALUES (1, 'dot in the table');
-- live
INSERT INTO "my.schema".orders VALUES (2, 'two');
UPDATE "my"."schema.orders" SET note = 'uno' WHERE id = 1;
