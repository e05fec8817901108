package io.millrace.conformance.source;

/**
 * A table by its name.
 *
 * @param schema as Postgres stores it, without quotes
 */
public record SqlName(String schema, String table) {
    /** As it is written in SQL. */
    public String sql() {
        return quoted(schema) + "." + quoted(table);
    }

    /** A name as it is written in SQL, whatever is in it. */
    public static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String toString() {
        return sql();
    }
}
