package io.millrace.conformance.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How a column of Postgres is expected in the lake, by the documented table of types.
 *
 * @param lake the name of the lake's type
 * @param expression the SQL that writes a value as text; {@code %1$s} stands for the value
 * @param normal turns that text into the form in which the lake's value is written
 */
record ExpectedType(String lake, String expression, UnaryOperator<String> normal) {
    private static final ObjectMapper JSON = new ObjectMapper();

    // Values of a moment that is none, as decision 12 says.
    private static final String LAST_DAY = "2932896";
    private static final String FIRST_DAY = "-719162";
    private static final String LAST_MICROS = "253402300799999999";
    private static final String FIRST_MICROS = "-62135596800000000";

    private static final String DAYS = "CASE %1$s WHEN 'infinity' THEN '" + LAST_DAY + "' WHEN '-infinity' THEN '"
            + FIRST_DAY + "' ELSE (%1$s - DATE '1970-01-01')::text END";
    // Seconds and their fraction apart: together they are rounded where they are large.
    private static final String MICROS = "CASE %1$s WHEN 'infinity' THEN '" + LAST_MICROS + "' WHEN '-infinity' THEN '"
            + FIRST_MICROS + "' ELSE (extract(epoch FROM date_trunc('second', %1$s))::numeric * 1000000"
            + " + mod(extract(microseconds FROM %1$s)::integer, 1000000))::numeric(40,0)::text END";
    // Unlike a cast, this keeps the trailing spaces of a char(n), and takes types that have no equality.
    private static final String OUTPUT = "CASE WHEN %1$s IS DISTINCT FROM NULL THEN concat(%1$s) END";

    private static final Map<String, ExpectedType> SIMPLE = Map.ofEntries(
            Map.entry("bool", as("boolean", "%1$s::text")),
            Map.entry("int2", as("short", "%1$s::text")),
            Map.entry("int4", as("integer", "%1$s::text")),
            Map.entry("int8", as("long", "%1$s::text")),
            Map.entry("oid", as("long", "%1$s::text")),
            Map.entry(
                    "float4", new ExpectedType("float", "%1$s::text", text -> Float.toString(Float.parseFloat(text)))),
            Map.entry(
                    "float8",
                    new ExpectedType("double", "%1$s::text", text -> Double.toString(Double.parseDouble(text)))),
            Map.entry("date", as("date", DAYS)),
            Map.entry("timestamp", as("timestamp_ntz", MICROS)),
            Map.entry("timestamptz", as("timestamp", MICROS)),
            Map.entry("bytea", as("binary", "encode(%1$s, 'hex')")),
            Map.entry("money", as("string", "%1$s::numeric::text")));

    /** A type that the lake has none for: the text that Postgres writes. */
    static final ExpectedType TEXT = as("string", OUTPUT);

    private static ExpectedType as(String lake, String expression) {
        return new ExpectedType(lake, expression, UnaryOperator.identity());
    }

    /** A type that is no array and no numeric, by its name in the catalogue. */
    static ExpectedType of(String name) {
        return SIMPLE.getOrDefault(name, TEXT);
    }

    static ExpectedType decimal(int precision, int scale) {
        return as("decimal(%d,%d)".formatted(precision, scale), "%1$s::text");
    }

    /** An array of that type: as JSON, whose elements are texts or null. */
    static ExpectedType array(ExpectedType element) {
        String elements =
                "(SELECT coalesce(json_agg(%s ORDER BY i), '[]')::text FROM generate_subscripts(%%1$s, 1) AS i)"
                        .formatted(element.expression.replace("%1$s", "(%1$s)[i]"));
        return new ExpectedType(
                "array<" + element.lake + ">",
                "CASE WHEN %1$s IS DISTINCT FROM NULL THEN " + elements + " END",
                text -> normalArray(text, element.normal));
    }

    private static String normalArray(String text, UnaryOperator<String> element) {
        try {
            ArrayNode normal = JSON.createArrayNode();
            for (JsonNode value : JSON.readTree(text)) {
                normal.add(value.isNull() ? null : element.apply(value.asText()));
            }
            return normal.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Postgres wrote what is no JSON: " + text, e);
        }
    }
}
