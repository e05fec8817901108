-- Arrays of every kind of element, with NULL, empty, and with a lower bound of their own, which is not kept.
-- setup
CREATE TABLE list (id integer PRIMARY KEY, b boolean[], s smallint[], i integer[], l bigint[], r real[], d double precision[], n numeric(8,2)[], nn numeric[], t text[], v varchar(3)[], c char(3)[], da date[], ts timestamp[], tz timestamptz[], ti time[], iv interval[], by bytea[], u uuid[], j json[], jb jsonb[], ip inet[], bi bit(3)[], ra int4range[]);
INSERT INTO list VALUES (1, '{t,f,NULL}', '{-32768,NULL}', '{1,NULL,3}', '{9223372036854775807}', '{NaN,-0,1e10}', '{Infinity,0.1,NULL}', '{1.50,NULL,-0.01}', '{1.50,NaN,1e40}', '{"","NULL",NULL,"a,b","q\"q","back\\slash","{}"}' , '{abc,NULL}', '{a,NULL}', '{2026-01-01,infinity,NULL}', '{"2026-01-01 00:00:00.000001",-infinity}', '{"2026-01-01 00:00+02",infinity}', '{24:00,NULL}', '{1 mon,-1 day}', ARRAY['\x00ff'::bytea, '', NULL], '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,NULL}', ARRAY['{"a":  1}'::json, NULL], ARRAY['{"a":  1}'::jsonb, 'null'], '{10.0.0.1,::1}', '{101,NULL}', '{"[1,3)",empty}') ;
INSERT INTO list SELECT 2, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}';
INSERT INTO list (id) VALUES (3);
INSERT INTO list (id, i, t) VALUES (4, '[5:7]={5,6,7}', '[-1:0]={a,b}');
-- live
INSERT INTO list SELECT 11, b, s, i, l, r, d, n, nn, t, v, c, da, ts, tz, ti, iv, by, u, j, jb, ip, bi, ra FROM list WHERE id = 1;
INSERT INTO list SELECT 12, b, s, i, l, r, d, n, nn, t, v, c, da, ts, tz, ti, iv, by, u, j, jb, ip, bi, ra FROM list WHERE id = 2;
UPDATE list SET i = i || 8, t = array_append(t, NULL) WHERE id IN (1, 2, 4);
