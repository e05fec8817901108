-- Keys change in chains, 1 to 2 to 3 and back to 1, in one transaction and in several.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text);
INSERT INTO item VALUES (1, 'one'), (11, 'eleven'), (21, 'twenty-one');
-- live
BEGIN;
UPDATE item SET id = 2 WHERE id = 1;
UPDATE item SET id = 3 WHERE id = 2;
UPDATE item SET id = 1 WHERE id = 3;
COMMIT;
UPDATE item SET id = 12 WHERE id = 11;
UPDATE item SET id = 13 WHERE id = 12;
UPDATE item SET id = 11 WHERE id = 13;
UPDATE item SET id = 22 WHERE id = 21;
-- settle
UPDATE item SET id = 23 WHERE id = 22;
-- settle
UPDATE item SET id = 21 WHERE id = 23;
