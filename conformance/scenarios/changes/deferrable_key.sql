-- A deferrable primary key is no replica identity: updates of the table would fail once it is captured.
-- on demand
-- refused: has a deferrable primary key
-- setup
CREATE TABLE seat (number integer PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, guest text);
INSERT INTO seat VALUES (1, 'Ann'), (2, 'Ben'), (3, 'Cem'), (4, 'Dora');
-- mend
ALTER TABLE "changes_deferrable_key"."seat" REPLICA IDENTITY FULL;
-- live
UPDATE seat SET guest = 'Eva' WHERE number = 1;
DELETE FROM seat WHERE number = 2;
-- settle
UPDATE seat SET number = 7 - number;
