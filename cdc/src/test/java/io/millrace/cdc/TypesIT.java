package io.millrace.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableSchema;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Every value has one form on the wire, whether a snapshot read it or the stream brought it. */
class TypesIT {
    private static final String SCHEMA =
            """
            CREATE TYPE mood AS ENUM ('sad', 'so-so', 'happy');
            CREATE TYPE pair AS (a int, b text);
            CREATE DOMAIN price AS numeric(10,2) CHECK (VALUE >= 0);
            CREATE DOMAIN code AS char(4);
            CREATE TABLE every_type (
                id bigserial PRIMARY KEY, small int2, normal int4 NOT NULL DEFAULT 7, big int8, real4 float4, real8 float8,
                money_amount numeric(14,2), any_number numeric, wide numeric(50,5), tiny numeric(3,3), flag bool NOT NULL,
                words text DEFAULT 'none', name varchar(40), fixed char(6), letter "char", bytes bytea,
                day date, at timestamp, at_zone timestamptz DEFAULT now(), at_second timestamptz(0), clock time,
                clock_zone timetz, span interval, uid uuid, doc json, docb jsonb, tree xml, mood mood, address inet,
                net cidr, mac macaddr, bits3 bit(3), bits varbit, bit1 bit, cash money, numbers int4range, moments tstzrange,
                spot point, area box, round circle, straight line, piece lseg, route path, shape polygon, vec tsvector,
                lsn pg_lsn, pair pair, cost price, code code, object oid,
                ints int[], texts text[], numerics numeric(10,2)[], any_numerics numeric[], flags bool[], days date[],
                ats timestamptz[], uids uuid[], docs jsonb[], moods mood[], byteas bytea[], reals float8[], spans interval[],
                costs price[], matrix int[][], computed bool GENERATED ALWAYS AS (NOT flag) STORED);
            """;

    private static final Map<String, String> ROWS = rows();

    private static CaptureWorld world;
    private static ChangeCapture capture;
    private static Map<String, ObjectNode> read;
    private static Map<String, ObjectNode> streamed;

    private static Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        rows.put(
                "usual",
                """
                INSERT INTO every_type (id, small, normal, big, real4, real8, money_amount, any_number, wide, tiny, flag,
                  words, name, fixed, letter, bytes, day, at, at_zone, at_second, clock, clock_zone, span, uid, doc, docb,
                  tree, mood, address, net, mac, bits3, bits, bit1, cash, numbers, moments, spot, area, round, straight,
                  piece, route, shape, vec, lsn, pair, cost, code, object, ints, texts, numerics, any_numerics, flags, days,
                  ats, uids, docs, moods, byteas, reals, spans, costs, matrix)
                VALUES (%d, -32768, -2147483648, 9223372036854775807, 1.1, 0.1, 999999999999.90, 123.4500, 1e40, 0.125, true,
                  E'Zoë\\n"quoted" \\\\ 🛒', 'Ann', 'ab', 'x', '\\x00ff5c', '2024-02-29', '2024-02-29 23:59:59.999999',
                  '2024-10-27 02:30:00.000001+02', '2024-01-01 00:00:00+05:30', '24:00:00', '10:20:30.5+02',
                  '1 year 2 mons -3 days 04:05:06.789', '123e4567-e89b-12d3-a456-426614174000', '{"a": 1,  "b":null}',
                  '{"b": [1, 2.50], "a": "x"}', '<a>b</a>', 'so-so', '10.1.2.3', '10.1.0.0/16', '08:00:2b:01:02:03',
                  B'101', B'0011', B'1', '1234.56', '[1,10)', '["2024-01-01 00:00:00+00",)', '(1.5,-2)', '((0,0),(1,1))',
                  '<(1,2),3.25>', '{1,2,3}', '[(0,0),(1,1)]', '[(0,0),(1,1)]', '((0,0),(1,1),(1,0))', 'fat cat',
                  '16/B374D848', ROW(1, 'x,y'), 12.5, 'ab', 4294967295,
                  '{1,NULL,-3}', '{"a,b",NULL,"NULL","",null,"q\\"\\\\"}', '{1.10,NULL}', '{1.10,NaN}', '{t,f,NULL}',
                  '{2024-02-29,infinity}', '{"2024-01-01 00:00:00+01"}', '{123e4567-e89b-12d3-a456-426614174000}',
                  ARRAY['{"a": 1}'::jsonb], '{sad,happy}', ARRAY['\\x00ff'::bytea], '{1.5,NaN,-Infinity}',
                  ARRAY['1 day'::interval], '{1.25}', '{{1,2},{3,4}}')
                """);
        rows.put("empty", "INSERT INTO every_type (id, flag, words, at_zone) VALUES (%d, false, NULL, NULL)");
        rows.put(
                "extreme",
                """
                INSERT INTO every_type (id, flag, real4, real8, money_amount, any_number, words, day, at, at_zone, span, cash,
                  ints, texts, clock)
                VALUES (%d, true, 'NaN', '-Infinity', 'NaN', 'Infinity', '', '-infinity', 'infinity', '-infinity',
                  '-1 years -2 mons +3 days -00:00:00.000001', '-1000.5', '{}', '{}', '00:00:00')
                """);
        rows.put(
                "ancient",
                """
                INSERT INTO every_type (id, flag, real8, any_number, day, at, at_zone, span, ints)
                VALUES (%d, true, 5e-324, 1e-30, '0044-03-15 BC', '4713-01-01 00:00:00 BC', '0001-01-01 00:00:00+00 BC',
                  '178000000 years', '[0:1]={5,6}')
                """);
        rows.put(
                "future",
                """
                INSERT INTO every_type (id, flag, real8, day, at, at_zone, any_number)
                VALUES (%d, true, 1.7976931348623157e308, '9999-12-31', '12024-01-01 00:00:00', '9999-12-31 23:59:59.999999+00',
                  (repeat('9', 1000))::numeric)
                """);
        return rows;
    }

    @BeforeAll
    static void captureEveryType() {
        world = CaptureWorld.of("types_it", SCHEMA, "public.every_type");
        insert(1);
        capture = world.capture();
        world.awaitLoaded();
        insert(101);
        eventually(() -> assertThat(images(Operation.CREATE, 101)).hasSize(ROWS.size()));
        read = images(Operation.READ, 1);
        streamed = images(Operation.CREATE, 101);
    }

    @AfterAll
    static void stop() {
        capture.close();
    }

    private static void insert(int firstId) {
        int id = firstId;
        for (String row : ROWS.values()) {
            world.sql(row.replace("%d", Integer.toString(id)));
            id++;
        }
    }

    private static Map<String, ObjectNode> images(Operation op, int firstId) {
        List<String> names = List.copyOf(ROWS.keySet());
        return world.published().changes("public.every_type").stream()
                .filter(change -> change.op() == op)
                .collect(Collectors.toMap(
                        change -> names.get(change.key().get("id").intValue() - firstId), Change::after));
    }

    @Test
    void aSnapshotAndTheStreamAgree() {
        ROWS.keySet().forEach(row -> {
            ObjectNode fromSnapshot = read.get(row).deepCopy();
            ObjectNode fromStream = streamed.get(row).deepCopy();
            fromSnapshot.remove("id");
            fromStream.remove("id");
            assertThat(fromStream.toPrettyString()).as(row).isEqualTo(fromSnapshot.toPrettyString());
        });
    }

    @Test
    void aSnapshotAndTheStreamHaveOneSchema() {
        assertThat(world.published().changes("public.every_type").stream()
                        .map(Change::schema)
                        .filter(id -> id != null)
                        .distinct()
                        .map(id -> world.published().schemas().get(id).json()))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{0}.{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            usual   | small        | -32768
            usual   | normal       | -2147483648
            usual   | big          | 9223372036854775807
            usual   | real4        | 1.1
            usual   | real8        | 0.1
            usual   | money_amount | "999999999999.90"
            usual   | any_number   | "123.4500"
            usual   | tiny         | "0.125"
            usual   | flag         | true
            usual   | name         | "Ann"
            usual   | fixed        | "ab    "
            usual   | code         | "ab  "
            usual   | letter       | "x"
            usual   | day          | 19782
            usual   | at           | 1709251199999999
            usual   | at_zone      | 1729989000000001
            usual   | at_second    | 1704047400000000
            usual   | clock        | "24:00:00"
            usual   | clock_zone   | "10:20:30.5+02"
            usual   | span         | "1 year 2 mons -3 days +04:05:06.789"
            usual   | uid          | "123e4567-e89b-12d3-a456-426614174000"
            usual   | mood         | "so-so"
            usual   | address      | "10.1.2.3"
            usual   | net          | "10.1.0.0/16"
            usual   | bits3        | "101"
            usual   | bits         | "0011"
            usual   | bit1         | "1"
            usual   | cash         | "1234.56"
            usual   | numbers      | "[1,10)"
            usual   | spot         | "(1.5,-2)"
            usual   | round        | "<(1,2),3.25>"
            usual   | lsn          | "16/B374D848"
            usual   | cost         | "12.50"
            usual   | object       | 4294967295
            usual   | ints         | [1,null,-3]
            usual   | numerics     | ["1.10",null]
            usual   | any_numerics | ["1.10","NaN"]
            usual   | flags        | [true,false,null]
            usual   | days         | [19782,"infinity"]
            usual   | ats          | [1704063600000000]
            usual   | moods        | ["sad","happy"]
            usual   | byteas       | ["AP8="]
            usual   | reals        | [1.5,"NaN","-Infinity"]
            usual   | spans        | ["1 day"]
            usual   | matrix       | [[1,2],[3,4]]
            empty   | small        | null
            empty   | words        | null
            empty   | at_zone      | null
            empty   | normal       | 7
            empty   | ints         | null
            extreme | real4        | "NaN"
            extreme | real8        | "-Infinity"
            extreme | money_amount | "NaN"
            extreme | any_number   | "Infinity"
            extreme | words        | ""
            extreme | day          | "-infinity"
            extreme | at           | "infinity"
            extreme | at_zone      | "-infinity"
            extreme | span         | "-1 years -2 mons +3 days -00:00:00.000001"
            extreme | cash         | "-1000.50"
            extreme | ints         | []
            ancient | real8        | 4.9E-324
            ancient | any_number   | "0.000000000000000000000000000001"
            ancient | day          | -735160
            ancient | ints         | [5,6]
            future  | day          | 2932896
            """)
    void aValueHasItsCanonicalForm(String row, String column, String json) throws Exception {
        JsonNode expected = new ObjectMapper().readTree(json);

        assertThat(streamed.get(row).get(column).toString()).isEqualTo(expected.toString());
    }

    @Test
    void textsAndBytesKeepEveryCharacter() {
        assertThat(streamed.get("usual").get("words").textValue()).isEqualTo("Zoë\n\"quoted\" \\ 🛒");
        assertThat(Base64.getDecoder().decode(streamed.get("usual").get("bytes").textValue()))
                .containsExactly(0, 0xff, 0x5c);
        assertThat(streamed.get("usual").get("docb").textValue()).isEqualTo("{\"a\": \"x\", \"b\": [1, 2.50]}");
        assertThat(streamed.get("usual").get("doc").textValue()).isEqualTo("{\"a\": 1,  \"b\":null}");
        assertThat(streamed.get("usual").get("texts").toString())
                .isEqualTo("[\"a,b\",null,\"NULL\",\"\",null,\"q\\\"\\\\\"]");
        assertThat(streamed.get("future").get("any_number").textValue()).hasSize(1000);
    }

    @Test
    void typesThatTheLakeHasNotTravelAsText() {
        TableSchema schema = world.published().schemas().values().iterator().next();
        Map<String, ColumnType> types =
                schema.columns().stream().collect(Collectors.toMap(TableSchema.Column::name, TableSchema.Column::type));
        assertThat(types.get("any_number")).isEqualTo(ColumnType.of(Kind.TEXT));
        assertThat(types.get("wide")).isEqualTo(ColumnType.of(Kind.TEXT));
        assertThat(types.get("tiny")).isEqualTo(ColumnType.decimal(3, 3));
        assertThat(types.get("cost")).isEqualTo(ColumnType.decimal(10, 2));
        assertThat(types.get("numerics")).isEqualTo(ColumnType.array(ColumnType.decimal(10, 2)));
        assertThat(types.get("moods")).isEqualTo(ColumnType.array(ColumnType.of(Kind.TEXT)));
        assertThat(types.get("at")).isEqualTo(ColumnType.of(Kind.TIMESTAMP));
        assertThat(types).as("what the log does not carry").doesNotContainKey("computed");
    }
}
