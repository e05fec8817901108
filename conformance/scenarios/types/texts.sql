-- Texts: empty beside NULL, emoji, quotes, line breaks, control characters, spaces at the ends, combining letters, the longest words.
-- setup
CREATE TABLE string (id integer PRIMARY KEY, t text, v varchar(40), n name);
INSERT INTO string VALUES (1, '', '', ''), (2, NULL, NULL, NULL), (3, '😀👩‍👩‍👧‍👦🇩🇪', '😀', '😀'), (4, '"double" ''single'' `back`', '"', ''''), (5, E'line\nbreak\r\ttab\b\f\x01\x1f\x7f', E'\n', E'\t'), (6, '  spaces  ', '  ', ' '), (7, E'e\u0301 é', 'é', 'é'), (8, E'\\N \\\\ \\x41', E'\\', E'\\'), (9, 'NULL', 'null', 'NULL'), (10, E'\u2028\u2029\ufeff\u200b', E'\ufeff', 'x'), (11, E'\U0010FFFF \uFFFD', 'x', 'x'), (12, 'مرحبا 你好 שלום', 'ß', 'ﬁ');
INSERT INTO string VALUES (13, repeat('x', 100000), repeat('y', 40), repeat('z', 63));
-- live
INSERT INTO string SELECT id + 20, t, v, n FROM string;
UPDATE string SET t = NULL, v = '' WHERE id = 1;
UPDATE string SET t = '', v = NULL WHERE id = 2;
