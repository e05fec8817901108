package io.millrace.local;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static java.util.stream.Collectors.joining;

/** Types of Postgres with values that the lake can hold and at which a comparison could go wrong. */
final class SampleValues {
    private static final String MOMENTS = "'infinity' | '-infinity' | '4714-11-24 00:00:00 BC' |"
            + " '0044-03-15 12:00:00.000001 BC' | '0001-01-01 00:00:00' | '1582-10-10 12:00:00' |"
            + " '1969-12-31 23:59:59.999999' | '2024-02-29 23:59:59.1' | '9999-12-31 23:59:59.999999' |"
            + " '294247-01-10 04:00:54.775807'";

    /** A type, and values of it as SQL, with bars between them. */
    private static final String[][] TYPES = {
        {"bool", "true | false"},
        {"int2", "'-32768' | '32767'"},
        {"int4", "'-2147483648' | '2147483647'"},
        {"int8", "'-9223372036854775808' | '9223372036854775807'"},
        {"oid", "'4294967295' | '0'"},
        {
            "float4",
            "'NaN' | 'Infinity' | '-Infinity' | '-0' | '1e-45' | '3.4028235e38' | '0.1' | '16777216' | '1.1' | '2'"
        },
        {
            "float8",
            "'NaN' | 'Infinity' | '-Infinity' | '-0' | '5e-324' | '1.7976931348623157e308' | '0.1' |"
                    + " '123456789012345678' | '0.30000000000000004' | '1e15'"
        },
        {"numeric", "'NaN' | 'Infinity' | '0.000' | '-0.10' | '1e-30' | repeat('9', 1000) | '1e131071'"},
        {"numeric(38,0)", "repeat('9', 38) | '0' | '-1'"},
        {"numeric(38,38)", "'0.' || repeat('9', 38) | '-1e-38' | '0'"},
        {"numeric(14,2)", "'999999999999.90' | '-0.01' | '0'"},
        {"numeric(39,2)", "repeat('9', 37) || '.99' | 'NaN'"},
        {"numeric(5,-2)", "'12345' | '-9999949'"},
        {"money", "'92233720368547758.07' | '-92233720368547758.08' | '0' | '-0.01' | '1234.5'"},
        {
            "text",
            "'' | 'Zoë 🛒 👩‍👩‍👧' | E'a\\nb\\r\\n\\tc' | '\"quoted'' \\ back' | 'NULL' | '{}' | 'a,b;c' |"
                    + " E'\\u0001\\u001f\\u007f\\u2028' | '  spaces  ' | '[null,\"x\"]'"
        },
        {"varchar(12)", "'' | 'twelve chars' | 'ü'"},
        {"char(6)", "'ab' | ''"},
        {"\"char\"", "'x' | '' | '\\377'"},
        {"name", "repeat('n', 63) | 'Ann'"},
        {"citext", "'MiXed' | ''"},
        {"hstore", "'a=>1, b=>NULL, \"c,d\"=>\"e\\\"f\"' | ''"},
        {
            "bytea",
            "'' | (SELECT string_agg(decode(lpad(to_hex(b), 2, '0'), 'hex'), '' ORDER BY b) FROM generate_series(0, 255) b)"
        },
        {
            "date",
            "'infinity' | '-infinity' | '4714-11-24 BC' | '0044-03-15 BC' | '0001-01-01' | '1582-10-10' |"
                    + " '2024-02-29' | '9999-12-31' | '5874897-12-31'"
        },
        {"timestamp", MOMENTS},
        {"timestamp(3)", "'2024-02-29 23:59:59.1239' | 'infinity'"},
        {"timestamptz", MOMENTS},
        {"timestamptz(6)", "'2024-10-27 02:30:00 Europe/Berlin' | '1890-01-01 00:00:00-03:03:12'"},
        {"time", "'24:00:00' | '23:59:59.999999'"},
        {"timetz", "'24:00:00-15:59' | '10:20:30.5+02'"},
        {"interval", "'infinity' | '1 year 2 mons -3 days 04:05:06.789' | '-0.000001 seconds' | '0'"},
        {"uuid", "'123E4567-e89b-12d3-a456-426614174000'"},
        {"json", "'{\"a\": 1,  \"b\":null, \"a\":2}' | 'null' | '\"\\u0001 \\ud83d\\ude42\"'"},
        {"jsonb", "'{\"b\": [1, 2.50], \"a\": \"x\"}' | 'null' | '1e400'"},
        {"xml", "'<a b=\"c\">d &amp; e</a>'"},
        {"inet", "'10.1.2.3' | '10.1.2.3/8' | '2001:db8::1/32'"},
        {"cidr", "'10.1.0.0/16' | '10.1.2.3'"},
        {"macaddr", "'08:00:2b:01:02:03'"},
        {"macaddr8", "'08:00:2b:01:02:03:04:05'"},
        {"bit(1)", "B'1' | B'0'"},
        {"bit(70)", "repeat('10', 35)"},
        {"varbit", "B'' | B'0011'"},
        {"int4range", "'empty' | '(,)' | '[1,10]'"},
        {"numrange", "'[1.10,NaN]'"},
        {"tstzrange", "'[\"2024-10-27 02:30:00+02\",\"2024-10-27 02:30:00+01\")' | '[,infinity]'"},
        {"tstzmultirange", "'{[2024-01-01 00:00:00+05:30,2024-01-02 00:00:00+00)}'"},
        {"point", "'(1.5,-2)' | '(NaN,Infinity)' | '(-0,1e300)'"},
        {"box", "'((0,0),(1,1.5))' | '((-Infinity,0),(1,NaN))'"},
        {"polygon", "'((0,0),(1,1),(1,0))'"},
        {"circle", "'<(1,2),3.25>'"},
        {"tsvector", "'fat:2A cat:1,3 ''quo ted''' | ''"},
        {"pg_lsn", "'16/B374D848'"},
        {"xid8", "'18446744073709551615'"},
        {"regclass", "'pg_class' | 'no_sight.hidden'"},
        {"int2vector", "'1 -2 3' | ''"},
        {"mood", "'sad' | 'a,\"b' | 'NULL' | '🙂'"},
        {"pair", "ROW(1, 'x,y', '{1,NULL}', '2024-10-27 02:30:00+02', '5') | ROW(NULL, NULL, NULL, NULL, NULL)"},
    };

    private static final int ROWS = 11;

    private SampleValues() {}

    /** SQL that makes a table with a column, a domain and an array of each type, and fills it; the last row is of nulls. */
    static List<String> table(String name) {
        List<String> sql = new ArrayList<>(List.of(
                "CREATE EXTENSION citext",
                "CREATE EXTENSION hstore",
                "CREATE SCHEMA no_sight",
                "CREATE TABLE no_sight.hidden ()",
                "CREATE TYPE mood AS ENUM ('sad', 'a,\"b', 'NULL', '🙂')",
                "CREATE TYPE pair AS (a int, b text, c int[], d timestamptz, e money)"));
        for (int type = 0; type < TYPES.length; type++) {
            sql.add("CREATE DOMAIN d%d AS %s".formatted(type, TYPES[type][0]));
        }
        sql.add(IntStream.range(0, TYPES.length)
                .mapToObj(type -> "c%1$d %2$s, d%1$d d%1$d, a%1$d %2$s[]".formatted(type, TYPES[type][0]))
                .collect(joining(", ", "CREATE TABLE " + name + " (id int PRIMARY KEY, ", ")")));
        for (int row = 0; row < ROWS; row++) {
            sql.add(insert(name, row));
        }
        return sql;
    }

    /** SQL that inserts a row. */
    static String insert(String table, int id) {
        return IntStream.range(0, TYPES.length)
                .mapToObj(type -> values(TYPES[type], id))
                .collect(joining(", ", "INSERT INTO %s VALUES (%d, ".formatted(table, id), ")"));
    }

    private static String values(String[] type, int row) {
        if (row == ROWS - 1) {
            return "NULL, NULL, NULL";
        }
        String value = value(type, row);
        String array = row % 3 == 2
                ? "ARRAY[]::%s[]".formatted(type[0])
                : "ARRAY[%s, NULL, %s]::%s[]".formatted(value, value(type, row + 1), type[0]);
        return value + ", " + value + ", " + array;
    }

    /** The values that are fewer than rows come again. */
    private static String value(String[] type, int row) {
        String[] values = type[1].split(" \\| ");
        return "(%s)::%s".formatted(values[row % values.length].strip(), type[0]);
    }
}
