-- pg_lsn, xid8, names of objects, snapshots and other types that Postgres itself uses.
-- on demand
-- setup
CREATE TABLE internal (id integer PRIMARY KEY, l pg_lsn, x8 xid8, x xid, c cid, t tid, rc regclass, rt regtype, rp regproc, rn regnamespace, s pg_snapshot, ov oidvector, iv int2vector, a aclitem);
INSERT INTO internal VALUES (1, '0/0', '0', '3', '0', '(0,1)', 'pg_class', 'integer', 'now', 'pg_catalog', '10:20:10,14,15', '1 2 3', '4 5', 'postgres=r/postgres'), (2, 'FFFFFFFF/FFFFFFFF', '18446744073709551615', '4294967295', '4294967295', '(4294967295,65535)', 'pg_type', 'text[]', 'pg_sleep', 'public', '1:1:', '', '', '=r/postgres'), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
-- live
INSERT INTO internal SELECT id + 10, l, x8, x, c, t, rc, rt, rp, rn, s, ov, iv, a FROM internal;
UPDATE internal SET l = '16/B374D848' WHERE id = 1;
