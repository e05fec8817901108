-- Columns are added, dropped and renamed, a key and a type change, and nobody writes the tables after it.
-- on demand
-- noticed later
-- setup
CREATE TABLE shaped (id integer PRIMARY KEY, name text, old text);
CREATE TABLE rekeyed (id integer PRIMARY KEY, code integer NOT NULL);
CREATE TABLE retyped (id integer PRIMARY KEY, amount integer);
INSERT INTO shaped SELECT n, 'name ' || n, 'old' FROM generate_series(1, 5) n;
INSERT INTO rekeyed SELECT n, -n FROM generate_series(1, 5) n;
INSERT INTO retyped SELECT n, n FROM generate_series(1, 5) n;
-- live
ALTER TABLE shaped ADD COLUMN stock integer DEFAULT 7, DROP COLUMN old;
ALTER TABLE shaped RENAME COLUMN name TO title;
ALTER TABLE rekeyed DROP CONSTRAINT rekeyed_pkey, ADD PRIMARY KEY (code);
ALTER TABLE retyped ALTER amount TYPE numeric(10,2) USING amount / 4.0;
