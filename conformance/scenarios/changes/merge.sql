-- MERGE inserts, updates and deletes in one statement.
-- on demand
-- setup
CREATE TABLE stock (id integer PRIMARY KEY, amount integer);
INSERT INTO stock SELECT n, n * 10 FROM generate_series(1, 10) n;
-- live
MERGE INTO stock USING (VALUES (1, 5), (2, -20), (99, 7)) AS delivery (id, amount) ON stock.id = delivery.id
    WHEN MATCHED AND stock.amount + delivery.amount <= 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET amount = stock.amount + delivery.amount
    WHEN NOT MATCHED THEN INSERT VALUES (delivery.id, delivery.amount);
