-- Domains over each kind of type, and over each other: as the type beneath.
-- on demand
-- setup
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE DOMAIN small AS positive CHECK (VALUE < 1000);
CREATE DOMAIN amount AS numeric(12,3);
CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN code AS varchar(5);
CREATE DOMAIN padded AS char(4);
CREATE DOMAIN moment AS timestamptz(3);
CREATE DOMAIN bytes AS bytea;
CREATE DOMAIN data AS jsonb;
CREATE DOMAIN numbers AS integer[];
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN bright AS mood CHECK (VALUE <> 'sad');
CREATE TABLE thing (id integer PRIMARY KEY, p positive, s small, a amount, e email, c code, d padded, m moment, b bytes, j data, n numbers, ps positive[], br bright);
INSERT INTO thing VALUES (1, 1, 999, 1.5, 'a@b', 'abc', 'x', '2026-01-01 00:00:00.1234+00', '\x00ff', '{"a": 1}', '{1,NULL}', '{1,2}'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (3, 2147483647, 1, -999999999.999, '@', '', '', 'infinity', '', '[]', '{}', '{}');
-- live
INSERT INTO thing SELECT id + 10, p, s, a, e, c, d, m, b, j, n, ps FROM thing;
UPDATE thing SET p = 7, a = -a, m = '2026-06-01', br = 'happy' WHERE id IN (1, 3);
