-- A text that equals the placeholder which Debezium writes for an unchanged value is a text like any other.
-- setup
CREATE TABLE page (id integer PRIMARY KEY, n integer, body text, b bytea, list text[]);
INSERT INTO page VALUES (1, 0, '__debezium_unavailable_value', '__debezium_unavailable_value', '{__debezium_unavailable_value}');
-- live
INSERT INTO page VALUES (2, 0, '__debezium_unavailable_value', '__debezium_unavailable_value', '{__debezium_unavailable_value}');
UPDATE page SET n = 1;
