-- json as it was written, with its spaces and repeated keys; jsonb in Postgres' own form.
-- setup
CREATE TABLE document (id integer PRIMARY KEY, j json, b jsonb, p jsonpath);
INSERT INTO document VALUES (1, '{"b": 1,  "a": [1, 2.50, 1e3], "b": null}', '{"b": 1,  "a": [1, 2.50, 1e3], "b": null}', '$.a[*] ? (@ > 1)'), (2, 'null', 'null', '$'), (3, '"text \u00e9 😀 \n"', '"text \u00e9 😀 \n"', '$."a b"'), (4, '[]', '{}', 'lax $'), (5, NULL, NULL, NULL), (6, '12345678901234567890.123456789012345678901234567890', '12345678901234567890.123456789012345678901234567890', NULL), (7, '  true ', 'true', NULL);
-- live
INSERT INTO document SELECT id + 10, j, b, p FROM document;
UPDATE document SET b = b || '{"new": true}' WHERE id = 1;
