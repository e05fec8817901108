-- char(n) keeps its trailing spaces, and "char" is one byte.
-- on demand
-- setup
CREATE TABLE string (id integer PRIMARY KEY, c char(5), one char, internal "char");
INSERT INTO string VALUES (1, 'ab', 'x', 'y'), (2, '', '', ''), (3, 'abcde', 'é', 'z'), (4, NULL, NULL, NULL);
-- live
INSERT INTO string SELECT id + 10, c, one, internal FROM string;
UPDATE string SET c = 'z' WHERE id = 3;
