package io.millrace.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.TableSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets Postgres compute the canonical form of its own values. */
record SourceOracle(Connection connection) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By id and column: the value as text, of an array its elements; null for null. */
    Map<Integer, Map<String, Object>> canonical(TableSchema schema) throws SQLException, JsonProcessingException {
        Map<Integer, Map<String, Object>> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET timezone = 'UTC'; SET lc_monetary = 'C'; SET intervalstyle = 'postgres'");
            for (TableSchema.Column column : schema.columns()) {
                String value = "x.\"" + column.name() + "\"";
                String sql = "SELECT id, %s FROM \"%s\" x"
                        .formatted(sql(column.type(), value), schema.table().table());
                try (ResultSet result = statement.executeQuery(sql)) {
                    while (result.next()) {
                        rows.computeIfAbsent(result.getInt(1), id -> new TreeMap<>())
                                .put(column.name(), java(column.type(), result.getString(2)));
                    }
                }
            }
        }
        return rows;
    }

    private static Object java(ColumnType type, String text) throws JsonProcessingException {
        return text == null || type.kind() != ColumnType.Kind.ARRAY ? of(type, text) : of(type, JSON.readTree(text));
    }

    /** What the wire has, in the oracle's form. */
    static Object of(ColumnType type, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (type.kind() != ColumnType.Kind.ARRAY || !value.isArray()) {
            return of(type, value.asText());
        }
        List<Object> elements = new ArrayList<>();
        value.forEach(element -> elements.add(of(type.element(), element)));
        return elements;
    }

    /** A number has many texts: those of floating point are compared as the number that they are. */
    private static String of(ColumnType type, String text) {
        if (text == null) {
            return null;
        }
        return switch (type.kind()) {
            case FLOAT32 -> Float.toString(Float.parseFloat(text));
            case FLOAT64 -> Double.toString(Double.parseDouble(text));
            default -> text;
        };
    }

    private static String sql(ColumnType type, String value) {
        return switch (type.kind()) {
            case BOOLEAN, INT16, INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> value + "::text";
            case TEXT ->
                // Dollars stand before an amount of money alone: no other sample begins with them.
                ("CASE WHEN %1$s IS NOT DISTINCT FROM NULL THEN NULL WHEN format('%%s', %1$s) ~ '^-?[$][0-9,.]+$'"
                                + " THEN translate(format('%%s', %1$s), '$,', '') ELSE format('%%s', %1$s) END")
                        .formatted(value);
            case DATE -> finite(value, "(%1$s - date '1970-01-01')::text");
            case TIMESTAMP, TIMESTAMP_TZ -> finite(value, micros(value));
            case BINARY -> "translate(encode(%s, 'base64'), E'\\n', '')".formatted(value);
            case ARRAY ->
                ("CASE WHEN %1$s IS NULL THEN NULL ELSE (SELECT coalesce(json_agg(%2$s ORDER BY n), '[]')"
                                + " FROM generate_subscripts(%1$s, 1) n) END")
                        .formatted(value, sql(type.element(), "(" + value + ")[n]"));
        };
    }

    private static String finite(String value, String sql) {
        return ("CASE WHEN isfinite(%1$s) THEN " + sql + " ELSE %1$s::text END").formatted(value);
    }

    /** What 64 bits of microseconds do not hold stays a text. */
    private static String micros(String value) {
        // Of the whole, Postgres would give the nearest double.
        String micros = ("extract(epoch FROM date_trunc('second', %1$s)) * 1000000"
                        + " + mod(extract(microseconds FROM %1$s)::int, 1000000)")
                .formatted(value);
        return "CASE WHEN %1$s > 9223372036854775807 THEN %2$s::text ELSE (%1$s)::int8::text END"
                .formatted(micros, value);
    }
}
