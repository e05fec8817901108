-- A table takes the place of another one, which is renamed away, and goes back.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
CREATE TABLE item_next (id integer PRIMARY KEY, name text, more integer);
INSERT INTO item SELECT n, 'first' FROM generate_series(1, 10) n;
INSERT INTO item_next SELECT n, 'next', n FROM generate_series(1, 5) n;
-- live
INSERT INTO item VALUES (11, 'before');
BEGIN;
ALTER TABLE item RENAME TO item_old;
ALTER TABLE item_next RENAME TO item;
ALTER TABLE item_old RENAME TO item_next;
COMMIT;
INSERT INTO item VALUES (6, 'after', 6);
INSERT INTO item_next VALUES (12, 'after');
-- settle
BEGIN;
ALTER TABLE item RENAME TO item_old;
ALTER TABLE item_next RENAME TO item;
ALTER TABLE item_old RENAME TO item_next;
COMMIT;
INSERT INTO item VALUES (13, 'back');
INSERT INTO item_next VALUES (7, 'back', 7);
