-- A label of an enum is renamed: every row that has it is another one, and the log says nothing.
-- on demand
-- noticed later
-- setup
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE TABLE door (id integer PRIMARY KEY, state state, history state[]);
INSERT INTO door VALUES (1, 'open', '{closed,open}'), (2, 'closed', NULL);
-- live
UPDATE door SET state = 'open' WHERE id = 2;
ALTER TYPE state RENAME VALUE 'open' TO 'ajar';
INSERT INTO door VALUES (3, 'ajar', '{}');
