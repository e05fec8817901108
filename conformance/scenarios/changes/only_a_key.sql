-- A table that has no column beside its key.
-- on demand
-- setup
CREATE TABLE membership (person integer, club text, PRIMARY KEY (person, club));
INSERT INTO membership SELECT n, 'chess' FROM generate_series(1, 5) n;
-- live
INSERT INTO membership VALUES (6, 'chess'), (1, 'golf');
DELETE FROM membership WHERE person = 2;
UPDATE membership SET club = 'go' WHERE person = 3;
