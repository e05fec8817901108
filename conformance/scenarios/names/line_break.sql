-- A line break in the name of a column.
-- on demand
-- setup
CREATE TABLE odd (id integer PRIMARY KEY, "two
lines" text);
INSERT INTO odd VALUES (1, 'one');
-- live
UPDATE odd SET "two
lines" = 'changed';
