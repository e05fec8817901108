-- Columns are added, renamed, widened and dropped while hundreds of transactions write the table, before and after each command.
-- setup
CREATE TABLE item (id integer PRIMARY KEY, name text, n integer NOT NULL DEFAULT 0);
INSERT INTO item SELECT i, 'old' FROM generate_series(1, 100) i;
CREATE PROCEDURE write(begin_id integer, extra text) LANGUAGE plpgsql AS $$
BEGIN
    FOR i IN begin_id..begin_id + 199 LOOP
        EXECUTE format('INSERT INTO item (id, n%s) VALUES (%s, %s%s)', CASE WHEN extra <> '' THEN ', ' || extra END, i, i, CASE WHEN extra <> '' THEN ', ''x''' END);
        UPDATE item SET n = item.n + 1 WHERE id IN (i % 100, i - 50);
        DELETE FROM item WHERE id = i - 120;
        COMMIT;
    END LOOP;
END $$;
-- live
CALL write(1000, '');
ALTER TABLE item ADD COLUMN extra text DEFAULT 'none';
CALL write(2000, 'extra');
ALTER TABLE item RENAME COLUMN extra TO more;
CALL write(3000, 'more');
ALTER TABLE item ALTER COLUMN n TYPE bigint;
CALL write(4000, 'more');
ALTER TABLE item DROP COLUMN name;
CALL write(5000, 'more');
