-- TRUNCATE ends rows whose last change is in quarantine as it ends all others, and what has the same key after it stays.
-- quarantined: 4
-- on demand
-- unproven
-- setup
CREATE TABLE number (id integer PRIMARY KEY, n numeric(10,2), note text);
INSERT INTO number VALUES (1, 1, 'good'), (2, 'NaN', 'unreadable'), (3, 3, 'good');
-- live
UPDATE number SET n = 'NaN' WHERE id = 1;
INSERT INTO number VALUES (4, 'NaN', 'unreadable');
TRUNCATE number;
INSERT INTO number VALUES (1, 10, 'after'), (2, 20, 'after');
-- settle
UPDATE number SET n = 'NaN' WHERE id = 2;
UPDATE number SET n = 21 WHERE id = 2;
DELETE FROM number WHERE id = 1;
