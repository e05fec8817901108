-- Values that come from defaults: constants, functions, and NULL in spite of one.
-- on demand
-- setup
CREATE TABLE item (id integer PRIMARY KEY, n integer DEFAULT 42, t text NOT NULL DEFAULT 'x', at timestamptz DEFAULT now(), u uuid DEFAULT gen_random_uuid(), a text[] DEFAULT '{a,b}', j jsonb DEFAULT '{}');
INSERT INTO item (id) VALUES (1), (2);
-- live
INSERT INTO item (id) VALUES (3);
INSERT INTO item (id, n, at) VALUES (4, NULL, NULL);
UPDATE item SET n = DEFAULT WHERE id = 4;
UPDATE item SET n = NULL WHERE id = 1;
