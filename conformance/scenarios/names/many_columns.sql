-- A table of 500 columns of changing types.
-- on demand
-- setup
CREATE TABLE wide (id integer PRIMARY KEY);
DO $$
BEGIN
    FOR n IN 1..499 LOOP
        EXECUTE format('ALTER TABLE wide ADD COLUMN c%s %s', n, (ARRAY['integer', 'text', 'numeric(10,2)', 'timestamptz', 'boolean'])[n % 5 + 1]);
    END LOOP;
END $$;
INSERT INTO wide (id, c1, c2, c3, c4, c5, c498, c499) VALUES (1, 'one', 2, '2026-01-01', true, 5, '2026-01-01', false);
-- live
INSERT INTO wide (id, c499) SELECT n, n % 2 = 0 FROM generate_series(2, 20) n;
UPDATE wide SET c250 = 250, c1 = 'changed' WHERE id % 2 = 1;
DELETE FROM wide WHERE id = 2;
