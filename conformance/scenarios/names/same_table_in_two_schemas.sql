-- Two schemas have a table of the same name and different columns.
-- on demand
-- schema: shop_north
-- schema: shop_south
-- schema: Shop_North
-- setup
CREATE TABLE shop_north.orders (id integer PRIMARY KEY, note text);
CREATE TABLE shop_south.orders (id text PRIMARY KEY, amount numeric(5,1));
CREATE TABLE "Shop_North".orders (id uuid PRIMARY KEY);
INSERT INTO shop_north.orders VALUES (1, 'north');
INSERT INTO shop_south.orders VALUES ('1', 1.5);
INSERT INTO "Shop_North".orders VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11');
-- live
UPDATE shop_north.orders SET note = 'uno';
INSERT INTO shop_south.orders VALUES ('2', 2);
TRUNCATE "Shop_North".orders;
