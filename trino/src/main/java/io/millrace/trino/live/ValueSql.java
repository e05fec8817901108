package io.millrace.trino.live;

import io.millrace.contracts.change.ColumnType;

/** Says in Trino's SQL how the canonical JSON form of a value becomes a value of the lake. */
final class ValueSql {
    /** From the first day of the year 1 to the last of the year 9999. */
    private static final long FIRST_DAY = -719_162;

    private static final long LAST_DAY = 2_932_896;
    private static final long FIRST_MICROS = -62_135_596_800_000_000L;
    private static final long LAST_MICROS = 253_402_300_799_999_999L;

    private ValueSql() {}

    /**
     * The value as the silver table has it; NULL for a JSON null and for what does not fit.
     *
     * @param json an expression of the type json
     */
    static String decoded(String json, ColumnType type) {
        return "TRY(" + plain(json, type) + ")";
    }

    private static String plain(String json, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT16, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, TEXT ->
                "CAST(%s AS %s)".formatted(json, name(type));
            case DATE -> "date_add('day', %s, DATE '1970-01-01')".formatted(number(json, FIRST_DAY, LAST_DAY));
            case TIMESTAMP ->
                "CAST(%s AT TIME ZONE 'UTC' AS timestamp(6))"
                        .formatted(instant(number(json, FIRST_MICROS, LAST_MICROS)));
            case TIMESTAMP_TZ ->
                // Trino shows such columns of Delta tables in milliseconds, the rest cut off.
                "CAST(%s AS timestamp(3) with time zone)"
                        .formatted(instant("CAST(floor(CAST(%s AS decimal(38, 3)) / 1000) * 1000 AS bigint)"
                                .formatted(number(json, FIRST_MICROS, LAST_MICROS))));
            case BINARY -> "from_base64(CAST(%s AS varchar))".formatted(json);
            case ARRAY ->
                "transform(CAST(%s AS array(json)), element -> %s)".formatted(json, plain("element", type.element()));
        };
    }

    /** The number of days or microseconds; infinity is the first or the last of those that the lake has. */
    private static String number(String json, long first, long last) {
        return "CASE CAST(%s AS varchar) WHEN '-infinity' THEN %d WHEN 'infinity' THEN %d ELSE CAST(%s AS bigint) END"
                .formatted(json, first, last, json);
    }

    private static String instant(String micros) {
        return "from_unixtime_nanos(CAST(%s AS decimal(38, 0)) * 1000)".formatted(micros);
    }

    /** The type's name. */
    static String name(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case INT16 -> "smallint";
            case INT32 -> "integer";
            case INT64 -> "bigint";
            case FLOAT32 -> "real";
            case FLOAT64 -> "double";
            case DECIMAL -> "decimal(%d, %d)".formatted(type.precision(), type.scale());
            case TEXT -> "varchar";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp(6)";
            case TIMESTAMP_TZ -> "timestamp(3) with time zone";
            case BINARY -> "varbinary";
            case ARRAY -> "array(%s)".formatted(name(type.element()));
        };
    }

    /** An identifier, whatever it contains. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text. */
    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
