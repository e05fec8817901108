package io.millrace.cdc;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static java.util.stream.Collectors.joining;

/** The types of Postgres and the values of each at which something could go wrong. */
final class SampleTypes {
    /** As many as the type with the most values has. */
    static final int ROWS = 14;

    private static final ColumnType TEXT = ColumnType.of(Kind.TEXT);

    /**
     * A type with values of it.
     *
     * @param lake what it is on the wire
     * @param values SQL expressions
     */
    record SampleType(int number, String name, ColumnType lake, List<String> values) {
        String column() {
            return "c" + number;
        }

        String domain() {
            return "domain" + number;
        }

        String domainColumn() {
            return "d" + number;
        }

        String arrayColumn() {
            return "a" + number;
        }

        /** The value of a row; the values that are fewer than rows come again. */
        String value(int row) {
            return "(%s)::%s".formatted(values.get(row % values.size()), name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String[] MOMENTS = {
        "'infinity'",
        "'-infinity'",
        "'4714-11-24 00:00:00 BC'",
        "'0044-03-15 12:00:00.000001 BC'",
        "'0001-01-01 00:00:00'",
        "'1582-10-10 12:00:00'",
        "'1969-12-31 23:59:59.999999'",
        "'1970-01-01 00:00:00'",
        "'2024-02-29 23:59:59.1'",
        "'9999-12-31 23:59:59.999999'",
        "'294247-01-10 04:00:54.775807'",
        "'294276-12-31 23:59:59.999999'"
    };

    static final List<SampleType> ALL = numbered(
            type("bool", Kind.BOOLEAN, "true", "false"),
            type("int2", Kind.INT16, "'-32768'", "'32767'", "'0'"),
            type("int4", Kind.INT32, "'-2147483648'", "'2147483647'"),
            type("int8", Kind.INT64, "'-9223372036854775808'", "'9223372036854775807'"),
            type(
                    "float4",
                    Kind.FLOAT32,
                    "'NaN'",
                    "'Infinity'",
                    "'-Infinity'",
                    "'-0'",
                    "'1e-45'",
                    "'3.4028235e38'",
                    "'-3.4028235e38'",
                    "'1.1754944e-38'",
                    "'0.1'",
                    "'16777216'",
                    "'1.1'"),
            type(
                    "float8",
                    Kind.FLOAT64,
                    "'NaN'",
                    "'Infinity'",
                    "'-Infinity'",
                    "'-0'",
                    "'5e-324'",
                    "'1.7976931348623157e308'",
                    "'-1.7976931348623157e308'",
                    "'2.2250738585072014e-308'",
                    "'0.1'",
                    "'123456789012345678'",
                    "'0.30000000000000004'"),
            type(
                    "numeric",
                    Kind.TEXT,
                    "'NaN'",
                    "'Infinity'",
                    "'-Infinity'",
                    "'0.000'",
                    "'-0.10'",
                    "'1e-30'",
                    "repeat('9', 1000)",
                    "'-' || repeat('9', 500) || '.' || repeat('1', 500)",
                    "'1e131071'",
                    "'1e-16383'"),
            type(
                    "numeric(38,0)",
                    ColumnType.decimal(38, 0),
                    "repeat('9', 38)",
                    "'-' || repeat('9', 38)",
                    "'0'",
                    "'NaN'"),
            type("numeric(38,38)", ColumnType.decimal(38, 38), "'0.' || repeat('9', 38)", "'-1e-38'", "'0'"),
            type("numeric(14,2)", ColumnType.decimal(14, 2), "'999999999999.90'", "'-0.01'", "'NaN'"),
            type("numeric(39,2)", TEXT, "repeat('9', 37) || '.99'", "'-0.01'", "'NaN'"),
            type("numeric(1000,500)", TEXT, "repeat('9', 500) || '.' || repeat('9', 500)"),
            type("numeric(5,-2)", TEXT, "'12345'", "'-9999949'", "'49'", "'NaN'"),
            type("numeric(2,4)", TEXT, "'0.0012'", "'-0.0099'", "'0'"),
            type("money", Kind.TEXT, "'92233720368547758.07'", "'-92233720368547758.08'", "'0'", "'-0.01'", "'1234.5'"),
            type(
                    "text",
                    Kind.TEXT,
                    "''",
                    "'Zoë 🛒 👩‍👩‍👧'",
                    "E'a\\nb\\r\\n\\tc'",
                    "'\"quoted'' \\ back'",
                    "'NULL'",
                    "'{}'",
                    "'a,b;c'",
                    "E'\\u0001\\u007f'",
                    "E'\\ufeff mark'",
                    "'  spaces  '",
                    "'\\x00'",
                    "'__debezium_unavailable_value'",
                    "'unchanged'"),
            type("varchar(12)", Kind.TEXT, "''", "'twelve chars'", "'ü'"),
            type("char(6)", Kind.TEXT, "'ab'", "''"),
            type("\"char\"", Kind.TEXT, "'x'", "''", "'\\377'"),
            type("name", Kind.TEXT, "repeat('n', 63)", "'Ann'"),
            type("citext", Kind.TEXT, "'MiXed'", "''"),
            type("hstore", Kind.TEXT, "'a=>1, b=>NULL, \"c,d\"=>\"e\\\"f\"'", "''"),
            type(
                    "bytea",
                    Kind.BINARY,
                    "''",
                    "(SELECT string_agg(decode(lpad(to_hex(b), 2, '0'), 'hex'), '' ORDER BY b) FROM generate_series(0, 255) b)"),
            type(
                    "date",
                    Kind.DATE,
                    "'infinity'",
                    "'-infinity'",
                    "'4714-11-24 BC'",
                    "'0044-03-15 BC'",
                    "'0001-01-01'",
                    "'1582-10-10'",
                    "'1970-01-01'",
                    "'2024-02-29'",
                    "'9999-12-31'",
                    "'5874897-12-31'"),
            type("timestamp", Kind.TIMESTAMP, MOMENTS),
            type("timestamp(3)", Kind.TIMESTAMP, "'2024-02-29 23:59:59.1239'", "'infinity'"),
            type("timestamptz", Kind.TIMESTAMP_TZ, MOMENTS),
            type(
                    "timestamptz(6)",
                    Kind.TIMESTAMP_TZ,
                    "'2024-10-27 02:30:00 Europe/Berlin'",
                    "'2024-10-27 02:30:00+02'",
                    "'2024-03-31 02:30:00 Europe/Berlin'",
                    "'1890-01-01 00:00:00-03:03:12'"),
            type("time", Kind.TEXT, "'24:00:00'", "'00:00:00'", "'23:59:59.999999'", "'12:00:00.1'"),
            type(
                    "timetz",
                    Kind.TEXT,
                    "'24:00:00+00'",
                    "'24:00:00-15:59'",
                    "'00:00:00+15:59:59'",
                    "'10:20:30.5+02'",
                    "'10:20:30-05:30'"),
            type(
                    "interval",
                    Kind.TEXT,
                    "'infinity'",
                    "'-infinity'",
                    "'1 year 2 mons -3 days 04:05:06.789'",
                    "'178000000 years'",
                    "'-178000000 years'",
                    "'2562047788:00:54.775807'",
                    "'-2562047788:00:54.775807'",
                    "'0'",
                    "'-0.000001 seconds'",
                    "'-1 mons +1 day'",
                    "'1 day -00:00:01'"),
            type("uuid", Kind.TEXT, "'123E4567-e89b-12d3-a456-426614174000'", "'00000000-0000-0000-0000-000000000000'"),
            type(
                    "json",
                    Kind.TEXT,
                    "'{\"a\": 1,  \"b\":null, \"a\":2}'",
                    "'null'",
                    "E'[1 ,\\n 1e400]'",
                    "'\"\\u0001 \\ud83d\\ude42\"'"),
            type("jsonb", Kind.TEXT, "'{\"b\": [1, 2.50], \"a\": \"x\"}'", "'null'", "'1e400'", "'\"\\u0001 🙂\"'"),
            type("jsonpath", Kind.TEXT, "'$.a[*] ? (@ > 1)'"),
            type("xml", Kind.TEXT, "'<a b=\"c\">d &amp; e</a>'", "'<?xml version=\"1.0\"?><a/>'"),
            type("inet", Kind.TEXT, "'10.1.2.3'", "'10.1.2.3/8'", "'::1'", "'2001:db8::1/32'", "'0.0.0.0/0'"),
            type("cidr", Kind.TEXT, "'10.1.0.0/16'", "'10.1.2.3'", "'2001:db8::/32'"),
            type("macaddr", Kind.TEXT, "'08:00:2b:01:02:03'"),
            type("macaddr8", Kind.TEXT, "'08:00:2b:01:02:03:04:05'"),
            type("bit(1)", Kind.TEXT, "B'1'", "B'0'"),
            type("bit(70)", Kind.TEXT, "repeat('10', 35)"),
            type("varbit", Kind.TEXT, "B''", "B'0011'"),
            type("int4range", Kind.TEXT, "'empty'", "'(,)'", "'[1,10]'", "'[,5)'"),
            type("int8range", Kind.TEXT, "'[-9223372036854775808,9223372036854775807)'"),
            type("numrange", Kind.TEXT, "'[1.10,NaN]'", "'(-Infinity,Infinity)'"),
            type("tsrange", Kind.TEXT, "'[-infinity,2024-01-01 00:00:00.5)'"),
            type("tstzrange", Kind.TEXT, "'[\"2024-10-27 02:30:00+02\",\"2024-10-27 02:30:00+01\")'", "'[,infinity]'"),
            type("daterange", Kind.TEXT, "'[0044-03-15 BC,2024-02-29]'"),
            type("int4multirange", Kind.TEXT, "'{}'", "'{[1,3),[5,)}'", "'{(,)}'"),
            type("nummultirange", Kind.TEXT, "'{[1.5,2.5]}'"),
            type("tstzmultirange", Kind.TEXT, "'{[2024-01-01 00:00:00+05:30,2024-01-02 00:00:00+00)}'"),
            type("point", Kind.TEXT, "'(1.5,-2)'", "'(NaN,Infinity)'", "'(-0,1e300)'", "'(1e-5,123456789012345678)'"),
            type("line", Kind.TEXT, "'{1,2,3}'", "'{0.1,-1,0}'"),
            type("lseg", Kind.TEXT, "'[(0,0),(1,1)]'"),
            type("box", Kind.TEXT, "'((0,0),(1,1.5))'", "'((-Infinity,0),(1,NaN))'"),
            type("path", Kind.TEXT, "'[(0,0),(1,1)]'", "'((0,0),(1,1),(2,0))'"),
            type("polygon", Kind.TEXT, "'((0,0),(1,1),(1,0))'"),
            type("circle", Kind.TEXT, "'<(1,2),3.25>'"),
            type("tsvector", Kind.TEXT, "'fat:2A cat:1,3 ''quo ted'''", "''"),
            type("tsquery", Kind.TEXT, "'fat & !(cat <-> rat:A*)'", "''"),
            type("pg_lsn", Kind.TEXT, "'16/B374D848'", "'FFFFFFFF/FFFFFFFF'"),
            type("oid", Kind.INT64, "'4294967295'", "'0'"),
            type("xid", Kind.TEXT, "'4294967295'"),
            type("xid8", Kind.TEXT, "'18446744073709551615'"),
            type("tid", Kind.TEXT, "'(4294967295,65535)'"),
            type("pg_snapshot", Kind.TEXT, "'10:20:10,14'"),
            type("regclass", Kind.TEXT, "'pg_class'", "'no_sight.hidden'", "'0'"),
            type("regtype", Kind.TEXT, "'timestamptz'"),
            type("int2vector", Kind.TEXT, "'1 -2 3'", "''"),
            type("mood", Kind.TEXT, "'sad'", "'so-so'", "'a,\"b'", "'NULL'", "'🙂'"),
            type(
                    "pair",
                    Kind.TEXT,
                    "ROW(1, 'x,y', '{1,NULL}', '2024-10-27 02:30:00+02', '5')",
                    "ROW(NULL, '', NULL, 'infinity', NULL)",
                    "ROW(NULL, NULL, NULL, NULL, NULL)"));

    private SampleTypes() {}

    static SampleType of(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst().orElseThrow();
    }

    private static SampleType type(String name, Kind kind, String... values) {
        return type(name, ColumnType.of(kind), values);
    }

    private static SampleType type(String name, ColumnType lake, String... values) {
        return new SampleType(0, name, lake, List.of(values));
    }

    private static List<SampleType> numbered(SampleType... types) {
        return IntStream.range(0, types.length)
                .mapToObj(
                        number -> new SampleType(number, types[number].name, types[number].lake, types[number].values))
                .toList();
    }

    /** The SQL that makes the types and a table with a column, a domain and an array of each. */
    static String schema(String table) {
        String types =
                """
                CREATE EXTENSION citext;
                CREATE EXTENSION hstore;
                CREATE SCHEMA no_sight; CREATE TABLE no_sight.hidden ();
                CREATE TYPE unlabelled AS ENUM ();
                CREATE TYPE mood AS ENUM ('sad', 'so-so', 'a,"b', 'NULL', '🙂');
                CREATE TYPE pair AS (a int, b text, c int[], d timestamptz, e money);
                """;
        String domains = ALL.stream()
                .map(type -> "CREATE DOMAIN %s AS %s;".formatted(type.domain(), type.name()))
                .collect(joining("\n"));
        String columns = ALL.stream()
                .map(type -> "%s %s, %s %s, %s %s[]"
                        .formatted(
                                type.column(),
                                type.name(),
                                type.domainColumn(),
                                type.domain(),
                                type.arrayColumn(),
                                type.name()))
                .collect(joining(",\n"));
        return "%s%s\nCREATE TABLE %s (id int PRIMARY KEY, touched int, at timestamptz DEFAULT 'infinity', span interval DEFAULT 'infinity', %s);"
                .formatted(types, domains, table, columns);
    }

    /** The SQL that inserts a row for each value, the last one of nulls. */
    static String rows(String table, int firstId) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> "INSERT INTO %s VALUES (%d, 0, DEFAULT, DEFAULT, %s);"
                        .formatted(
                                table,
                                firstId + row,
                                ALL.stream().map(type -> values(type, row)).collect(Collectors.joining(","))))
                .collect(joining("\n"));
    }

    private static String values(SampleType type, int row) {
        if (row == ROWS - 1) {
            return "NULL, NULL, NULL";
        }
        String array = row % 3 == 2
                ? "ARRAY[]::%s[]".formatted(type.name())
                : "ARRAY[%s, NULL, %s]::%s[]".formatted(type.value(row), type.value(row + 1), type.name());
        return "%1$s, %1$s, %2$s".formatted(type.value(row), array);
    }
}
