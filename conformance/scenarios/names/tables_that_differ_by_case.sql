-- Tables whose names differ by the case of letters only.
-- on demand
-- setup
CREATE TABLE orders (id integer PRIMARY KEY, t text);
CREATE TABLE "Orders" (id integer PRIMARY KEY, t text);
CREATE TABLE "ORDERS" (id integer PRIMARY KEY, t text);
INSERT INTO orders VALUES (1, 'lower');
INSERT INTO "Orders" VALUES (1, 'capital');
INSERT INTO "ORDERS" VALUES (1, 'upper');
-- live
UPDATE orders SET t = 'lower again';
UPDATE "Orders" SET t = 'capital again';
INSERT INTO "ORDERS" VALUES (2, 'upper');
