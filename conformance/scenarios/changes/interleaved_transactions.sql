-- Long transactions interleave and commit in another order than the one in which they wrote.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item SELECT n, 'old' FROM generate_series(1, 20) n;
-- live
-- session a
BEGIN;
UPDATE item SET name = 'a' WHERE id = 1;
INSERT INTO item VALUES (101, 'a');
-- session b
BEGIN;
UPDATE item SET name = 'b' WHERE id = 2;
DELETE FROM item WHERE id = 3;
INSERT INTO item VALUES (102, 'b');
-- session c
BEGIN;
INSERT INTO item VALUES (103, 'c');
UPDATE item SET name = 'c' WHERE id = 4;
-- session b
COMMIT;
-- session a
UPDATE item SET name = 'a after b' WHERE id = 2;
INSERT INTO item VALUES (3, 'a after b');
-- session c
COMMIT;
-- session a
DELETE FROM item WHERE id IN (4, 103);
COMMIT;
