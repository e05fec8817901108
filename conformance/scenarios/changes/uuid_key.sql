-- A key of the type uuid.
-- setup
CREATE TABLE session (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), started timestamptz);
INSERT INTO session SELECT gen_random_uuid(), '2026-01-01' FROM generate_series(1, 50);
INSERT INTO session VALUES ('00000000-0000-0000-0000-000000000000', NULL), ('ffffffff-ffff-ffff-ffff-ffffffffffff', NULL);
-- live
UPDATE session SET started = started + interval '1 day' WHERE id < '80000000-0000-0000-0000-000000000000';
DELETE FROM session WHERE id::text LIKE '%0';
INSERT INTO session SELECT gen_random_uuid(), now() FROM generate_series(1, 50);
