-- 10,000 transactions of one row.
-- on demand
-- setup
CREATE TABLE tick (id integer PRIMARY KEY, n integer NOT NULL);
-- live
DO $$
BEGIN
    FOR i IN 1..10000 LOOP
        INSERT INTO tick VALUES (i % 4000, 1) ON CONFLICT (id) DO UPDATE SET n = tick.n + 1;
        COMMIT;
    END LOOP;
END $$;
