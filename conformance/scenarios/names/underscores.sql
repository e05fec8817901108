-- Names with underscores that a careless rule would make one: a__b in public's like, a with b, a_ with _b.
-- on demand
-- schema: un
-- schema: un_
-- schema: un__x
-- schema: unx
-- setup
CREATE TABLE un.der__score (id integer PRIMARY KEY, "_" text, "__" text, a_ text, _a text);
CREATE TABLE un_.der__score (id integer PRIMARY KEY, t text);
CREATE TABLE un_._der_score (id integer PRIMARY KEY, t text);
CREATE TABLE un__x.der_score (id integer PRIMARY KEY, t text);
CREATE TABLE un._x005f (id integer PRIMARY KEY, t text);
CREATE TABLE unx.derxxscore (id text PRIMARY KEY, t integer NOT NULL, more text);
INSERT INTO unx.derxxscore VALUES ('x', 6, NULL);
INSERT INTO un.der__score VALUES (1, 'a', 'b', 'c', 'd');
INSERT INTO un_.der__score VALUES (1, 'two');
INSERT INTO un_._der_score VALUES (1, 'three');
INSERT INTO un__x.der_score VALUES (1, 'four');
INSERT INTO un._x005f VALUES (1, 'five');
-- live
UPDATE unx.derxxscore SET t = 7;
UPDATE un.der__score SET "_" = 'A';
UPDATE un_.der__score SET t = 'TWO';
UPDATE un_._der_score SET t = 'THREE';
UPDATE un__x.der_score SET t = 'FOUR';
UPDATE un._x005f SET t = 'FIVE';
