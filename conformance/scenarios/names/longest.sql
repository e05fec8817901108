-- Names of 63 bytes for a schema, a table, a key and a column.
-- on demand
-- schema: schema_with_a_name_as_long_as_postgres_allows_which_is_63_bytes
-- setup
CREATE TABLE tablee_with_a_name_as_long_as_postgres_allows_which_is_63_bytes (keyyyy_with_a_name_as_long_as_postgres_allows_which_is_63_bytes integer PRIMARY KEY, column_with_a_name_as_long_as_postgres_allows_which_is_63_bytes text);
CREATE TABLE "Täble_wïth_a_näme_öf_63_bytes_and_länger_öf_cöurse_äs_it_ïs" (id integer PRIMARY KEY, "Cölumn_wïth_a_näme_öf_63_bytes_and_länger_öf_cöurse_äs_it_" text);
INSERT INTO tablee_with_a_name_as_long_as_postgres_allows_which_is_63_bytes VALUES (1, 'one');
INSERT INTO "Täble_wïth_a_näme_öf_63_bytes_and_länger_öf_cöurse_äs_it_ïs" VALUES (1, 'one');
CREATE TABLE "A_NAME_OF_63_CAPITAL_LETTERS_BECOMES_LONGER_THAN_A_TOPIC_MAY_BE" (id integer PRIMARY KEY, "THE_LONGEST_NAME_OF_A_COLUMN_IN_CAPITAL_LETTERS_IS_63_LETTERS_" text);
INSERT INTO "A_NAME_OF_63_CAPITAL_LETTERS_BECOMES_LONGER_THAN_A_TOPIC_MAY_BE" VALUES (1, 'one');
-- live
INSERT INTO "A_NAME_OF_63_CAPITAL_LETTERS_BECOMES_LONGER_THAN_A_TOPIC_MAY_BE" VALUES (2, 'two');
INSERT INTO tablee_with_a_name_as_long_as_postgres_allows_which_is_63_bytes VALUES (2, 'two');
UPDATE "Täble_wïth_a_näme_öf_63_bytes_and_länger_öf_cöurse_äs_it_ïs" SET id = 2;
