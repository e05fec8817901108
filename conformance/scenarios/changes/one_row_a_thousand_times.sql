-- One row is updated a thousand times, in one transaction and in a thousand.
-- on demand
-- setup
CREATE TABLE counter (id integer PRIMARY KEY, n integer NOT NULL);
INSERT INTO counter VALUES (1, 0), (2, 0);
-- live
DO $$
BEGIN
    FOR i IN 1..1000 LOOP
        UPDATE counter SET n = i WHERE id = 1;
    END LOOP;
END $$;
DO $$
BEGIN
    FOR i IN 1..1000 LOOP
        UPDATE counter SET n = i WHERE id = 2;
        COMMIT;
    END LOOP;
END $$;
