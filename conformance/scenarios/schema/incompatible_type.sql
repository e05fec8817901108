-- Columns get types that have nothing to do with the ones before, and values that a command computes.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, code text, amount integer, tags text);
INSERT INTO item SELECT n, n::text, n, 'a,b' FROM generate_series(1, 10) n;
CREATE TABLE neighbour (id integer PRIMARY KEY, name text);
INSERT INTO neighbour VALUES (1, 'one');
-- live
UPDATE item SET code = '100' WHERE id = 1;
ALTER TABLE item ALTER code TYPE integer USING code::integer * 2, ALTER amount TYPE text USING 'n' || amount, ALTER tags TYPE text[] USING string_to_array(tags, ',');
UPDATE item SET code = 7, tags = '{c}' WHERE id = 2;
UPDATE neighbour SET name = 'uno';
-- settle
ALTER TABLE item ALTER code TYPE integer USING -code;
INSERT INTO item VALUES (11, 11, 'eleven', NULL);
