-- An enum, to which labels are added while it is captured.
-- setup
CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'with space', 'Ünï');
CREATE TABLE person (id integer PRIMARY KEY, m mood, ms mood[]);
INSERT INTO person VALUES (1, 'sad', '{sad,with space,NULL}'), (2, 'it''s ok', '{}'), (3, 'with space', NULL), (4, NULL, NULL), (5, 'Ünï', '{Ünï}');
-- live
ALTER TYPE mood ADD VALUE 'happy' BEFORE 'sad';
INSERT INTO person VALUES (6, 'happy', '{happy,sad}');
UPDATE person SET m = 'happy' WHERE id = 1;
-- settle
ALTER TYPE mood ADD VALUE 'later';
UPDATE person SET m = 'later', ms = '{later}' WHERE id = 2;
INSERT INTO person VALUES (7, 'later', '{later,happy}');
