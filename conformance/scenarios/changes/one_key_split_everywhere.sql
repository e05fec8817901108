-- Insert, update, delete, insert of one key, divided over batches in each of the 35 ways, in own transactions and in shared ones.
-- on demand
-- setup
CREATE TABLE plan (key integer PRIMARY KEY, batches integer[] NOT NULL, own boolean NOT NULL);
INSERT INTO plan
    SELECT row_number() OVER (), ARRAY[a, b, c, d], own
    FROM generate_series(1, 4) a, generate_series(a, 4) b, generate_series(b, 4) c, generate_series(c, 4) d, (VALUES (true), (false)) o (own);
CREATE TABLE row (key integer PRIMARY KEY, step text NOT NULL, extra integer);
CREATE FUNCTION step(number integer, k integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    CASE number
        WHEN 1 THEN INSERT INTO row VALUES (k, 'inserted', k);
        WHEN 2 THEN UPDATE row SET step = 'updated' WHERE key = k;
        WHEN 3 THEN DELETE FROM row WHERE key = k;
        ELSE INSERT INTO row VALUES (k, 'inserted again');
    END CASE;
END $$;
CREATE PROCEDURE take(batch integer) LANGUAGE plpgsql AS $$
DECLARE
    p record;
BEGIN
    FOR p IN SELECT key, own, n FROM plan, generate_series(1, 4) n WHERE batches[n] = batch ORDER BY own, key, n LOOP
        PERFORM step(p.n, p.key);
        IF p.own THEN
            COMMIT;
        END IF;
    END LOOP;
END $$;
-- live
CALL take(1);
-- settle
CALL take(2);
-- settle
CALL take(3);
-- settle
CALL take(4);
