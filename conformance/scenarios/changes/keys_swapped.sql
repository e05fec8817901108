-- Rows swap their keys in one transaction, by way of a third key, again and again.
-- setup
CREATE TABLE seat (number integer PRIMARY KEY, guest text NOT NULL);
INSERT INTO seat VALUES (1, 'Ann'), (2, 'Ben'), (3, 'Cem'), (4, 'Dora');
-- live
BEGIN;
UPDATE seat SET number = -1 WHERE number = 1;
UPDATE seat SET number = 1 WHERE number = 2;
UPDATE seat SET number = 2 WHERE number = -1;
COMMIT;
-- settle
BEGIN;
UPDATE seat SET number = -number;
UPDATE seat SET number = 5 + number;
COMMIT;
