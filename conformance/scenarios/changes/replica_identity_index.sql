-- A table without a primary key whose rows are told apart by a unique index.
-- on demand
-- setup
CREATE TABLE item (name text, code text NOT NULL, amount numeric(8,2));
CREATE UNIQUE INDEX item_code ON item (code);
ALTER TABLE item REPLICA IDENTITY USING INDEX item_code;
INSERT INTO item SELECT 'old', 'c' || n, n FROM generate_series(1, 10) n;
-- live
UPDATE item SET name = 'new' WHERE code IN ('c1', 'c2');
UPDATE item SET code = 'd3' WHERE code = 'c3';
DELETE FROM item WHERE code = 'c4';
INSERT INTO item VALUES ('again', 'c4', NULL);
