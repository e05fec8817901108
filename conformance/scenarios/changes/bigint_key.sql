-- A key of the type bigint at its ends and around what a double cannot tell apart.
-- setup
CREATE TABLE event (id bigint PRIMARY KEY, n integer);
INSERT INTO event VALUES (-9223372036854775808, 1), (9223372036854775807, 2), (9007199254740992, 3), (9007199254740993, 4), (0, 5);
-- live
UPDATE event SET n = -n WHERE id IN (9007199254740993, -9223372036854775808);
DELETE FROM event WHERE id = 9007199254740992;
INSERT INTO event VALUES (9223372036854775806, 6);
