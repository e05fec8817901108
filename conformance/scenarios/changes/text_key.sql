-- A key of text: empty, with quotes, line breaks, letters beyond ASCII, and such as differ by case or spaces only.
-- setup
CREATE TABLE word (word text PRIMARY KEY, n integer);
INSERT INTO word VALUES ('', 0), ('a', 1), ('A', 2), ('a ', 3), (' a', 4), ('"', 5), ('''', 6), (E'line\nbreak', 7), ('ä', 8), (E'a\u0308', 9), ('😀', 10), ('null', 11), ('{"a": 1}', 12), (repeat('long', 300), 13), (E'\\', 14);
-- live
UPDATE word SET n = n + 100;
DELETE FROM word WHERE word IN ('a', '"', 'ä');
INSERT INTO word VALUES ('ä', -8);
UPDATE word SET word = word || '!' WHERE word IN ('', '😀');
