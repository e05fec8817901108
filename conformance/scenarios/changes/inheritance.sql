-- A table that others inherit from has its own rows in the lake, each of the others its own; one that is not captured and has no key is updated as before.
-- on demand
-- setup
CREATE TABLE city (id integer PRIMARY KEY, name text);
CREATE TABLE capital (country text, PRIMARY KEY (id)) INHERITS (city);
CREATE TABLE public.changes_inheritance_village (church text) INHERITS (city);
INSERT INTO city VALUES (1, 'Turin');
INSERT INTO capital VALUES (2, 'Rome', 'Italy');
INSERT INTO public.changes_inheritance_village VALUES (5, 'Alagna', 'San Giovanni');
-- live
INSERT INTO city VALUES (3, 'Milan');
INSERT INTO capital VALUES (4, 'Paris', 'France');
UPDATE city SET name = upper(name);
DELETE FROM city WHERE id = 2;
