-- A value of more than one dimension does not fit the lake's array and is quarantined; its neighbours are not concerned.
-- on demand
-- quarantined: 2
-- absent: matrix WHERE array_ndims(cells) > 1
-- setup
CREATE TABLE matrix (id integer PRIMARY KEY, cells integer[]);
INSERT INTO matrix VALUES (1, '{1,2,NULL}'), (2, '{{1,2},{3,4}}'), (3, '{}'), (4, NULL);
-- live
INSERT INTO matrix VALUES (5, '{{5},{6}}'), (6, '{7}');
