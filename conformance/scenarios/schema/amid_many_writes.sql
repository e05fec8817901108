-- Columns are added, renamed, widened and dropped and the primary key becomes another one while two sessions write the table, before, during and after each command.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, code integer NOT NULL UNIQUE, name text, n integer NOT NULL DEFAULT 0, spare text DEFAULT 'spare');
INSERT INTO item SELECT i, -i, 'old' FROM generate_series(1, 100) i;
CREATE SEQUENCE written;
CREATE SEQUENCE ended;
-- Each transaction inserts, updates and deletes; what it says depends on the columns of that moment.
CREATE PROCEDURE write(begin_id integer) LANGUAGE plpgsql AS $$
DECLARE
    i integer := begin_id;
    texts text;
BEGIN
    WHILE NOT (SELECT is_called FROM ended) LOOP
        BEGIN
            SELECT string_agg(format('%I = coalesce(%I, '''') || ''x''', attname, attname), ', ') INTO texts FROM pg_attribute
            WHERE attrelid = 'item'::regclass AND attnum > 0 AND NOT attisdropped AND atttypid = 'text'::regtype;
            EXECUTE format('INSERT INTO item (id, code, n) VALUES (%s, -%s, 1)', i, i);
            EXECUTE format('UPDATE item SET n = n + 1, %s WHERE id IN (%s, %s)', texts, i - 3, 1 + i % 100);
            EXECUTE format('DELETE FROM item WHERE id = %s', i - 40);
            PERFORM nextval('written');
        EXCEPTION WHEN undefined_column THEN
            -- It went between the look and the statement.
        END;
        COMMIT;
        i := i + 1;
    END LOOP;
END $$;
CREATE PROCEDURE await_writes(n integer) LANGUAGE plpgsql AS $$
DECLARE
    until bigint := (SELECT last_value FROM written) + n;
BEGIN
    WHILE (SELECT last_value FROM written) < until LOOP
        COMMIT;
        PERFORM pg_sleep(0.01);
    END LOOP;
END $$;
-- live
-- beside one
CALL write(10000);
-- beside two
CALL write(20000);
-- session first
CALL await_writes(200);
ALTER TABLE item ADD COLUMN extra text DEFAULT 'none';
CALL await_writes(100);
ALTER TABLE item RENAME COLUMN extra TO more;
CALL await_writes(100);
ALTER TABLE item DROP COLUMN spare;
CALL await_writes(100);
ALTER TABLE item ALTER COLUMN n TYPE bigint;
CALL await_writes(100);
ALTER TABLE item DROP CONSTRAINT item_pkey, ADD PRIMARY KEY (code);
CALL await_writes(100);
ALTER TABLE item ADD COLUMN count numeric(8,2) NOT NULL DEFAULT 2.5, DROP COLUMN name;
CALL await_writes(200);
SELECT nextval('ended');
