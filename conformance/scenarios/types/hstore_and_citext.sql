-- The types of the extensions hstore, citext and others that come with Postgres.
-- on demand
-- setup
CREATE EXTENSION IF NOT EXISTS hstore SCHEMA public;
CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;
CREATE EXTENSION IF NOT EXISTS ltree SCHEMA public;
CREATE TABLE thing (id integer PRIMARY KEY, h hstore, c citext, t ltree, cs citext[], hs hstore[]);
INSERT INTO thing VALUES (1, 'a=>1, "b c"=>NULL, "q\"q"=>"x\\\\y"', 'MiXed', 'Top.Science', '{A,NULL,b}', ARRAY['a=>1'::hstore, NULL]), (2, '', '', '', '{}', '{}'), (3, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE word (word citext PRIMARY KEY, n integer);
INSERT INTO word VALUES ('Abc', 1), ('é', 2);
-- live
INSERT INTO thing SELECT id + 10, h, c, t, cs, hs FROM thing;
UPDATE thing SET h = h || 'new=>2', c = upper(c::text) WHERE id = 1;
UPDATE word SET n = 10 WHERE word = 'ABC';
UPDATE word SET word = 'aBC' WHERE word = 'abc';
