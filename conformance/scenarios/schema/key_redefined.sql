-- The primary key becomes another column, gets one more, is renamed and gets another type.
-- on demand
-- setup
CREATE TABLE other (id integer PRIMARY KEY, code integer NOT NULL, name text);
CREATE TABLE longer (id integer PRIMARY KEY, region text NOT NULL, name text);
CREATE TABLE renamed (id integer PRIMARY KEY, name text);
CREATE TABLE wider (id integer PRIMARY KEY, name text);
INSERT INTO other SELECT n, 100 + n, 'old' FROM generate_series(1, 10) n;
INSERT INTO longer SELECT n, 'north', 'old' FROM generate_series(1, 10) n;
INSERT INTO renamed SELECT n, 'old' FROM generate_series(1, 10) n;
INSERT INTO wider SELECT n, 'old' FROM generate_series(1, 10) n;
-- live
UPDATE other SET name = 'before' WHERE id = 1;
ALTER TABLE other DROP CONSTRAINT other_pkey, ADD PRIMARY KEY (code);
UPDATE other SET id = 1 WHERE code = 102;
DELETE FROM other WHERE code = 103;
ALTER TABLE longer DROP CONSTRAINT longer_pkey, ADD PRIMARY KEY (id, region);
INSERT INTO longer VALUES (1, 'south', 'new');
DELETE FROM longer WHERE id = 2;
ALTER TABLE renamed RENAME COLUMN id TO number;
UPDATE renamed SET name = 'after' WHERE number = 1;
DELETE FROM renamed WHERE number = 2;
ALTER TABLE wider ALTER id TYPE bigint;
INSERT INTO wider VALUES (9223372036854775807, 'new');
DELETE FROM wider WHERE id = 2;
