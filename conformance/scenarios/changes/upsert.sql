-- INSERT ... ON CONFLICT inserts, updates and does nothing.
-- setup
CREATE TABLE counter (word text PRIMARY KEY, count integer NOT NULL);
INSERT INTO counter VALUES ('a', 1), ('b', 1);
-- live
INSERT INTO counter VALUES ('a', 1), ('c', 1) ON CONFLICT (word) DO UPDATE SET count = counter.count + excluded.count;
INSERT INTO counter VALUES ('b', 9), ('d', 9) ON CONFLICT DO NOTHING;
INSERT INTO counter VALUES ('c', 1) ON CONFLICT (word) DO UPDATE SET count = counter.count + excluded.count;
