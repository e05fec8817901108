package io.millrace.lakehouse.audit;

import io.millrace.lakehouse.schema.EndOfTime;
import java.time.ZoneOffset;

/**
 * SQL for the text of a value that {@link CanonicalText} gives for the same value in the lake.
 *
 * <p>Numbers with a point and moments go by their bits, which no setting of a session changes; what is left goes by the
 * text that Postgres writes for it.
 */
final class SourceText {
    private static final int BOOL = 16;
    private static final int BYTEA = 17;
    private static final int FLOAT4 = 700;
    private static final int FLOAT8 = 701;
    private static final int MONEY = 790;
    private static final int DATE = 1082;
    private static final int TIMESTAMP = 1114;
    private static final int TIMESTAMPTZ = 1184;

    private SourceText() {}

    /**
     * The text of a column.
     *
     * @param type the number of its type in the catalog; a domain's is its base type's
     * @param element that of its elements if it is an array, else 0
     */
    static String of(long type, long element, String column) {
        return element == 0
                ? scalar(type, column)
                : ("CASE WHEN num_nulls(%1$s) = 0 THEN to_json(ARRAY(SELECT %2$s"
                                + " FROM generate_subscripts(%1$s, 1) AS i ORDER BY i)::text[])::text END")
                        .formatted(column, scalar(element, "(" + column + ")[i]"));
    }

    /** The text that capture reads for a value, to which masks apply. */
    static String written(long type, String column) {
        if (type == MONEY) {
            // Sign of the currency and grouping are not part of the amount.
            return "translate((%s)::text, '$,', '')".formatted(column);
        }
        return "CASE WHEN num_nulls(%1$s) = 0 THEN concat(%1$s) END".formatted(column);
    }

    private static String scalar(long type, String value) {
        return switch ((int) type) {
            case BOOL -> "left((%s)::text, 1)".formatted(value);
            case BYTEA -> "encode(%s, 'hex')".formatted(value);
            case FLOAT4 -> number("float4send", value);
            case FLOAT8 -> number("float8send", value);
            case DATE ->
                "CASE WHEN isfinite(%1$s) THEN ((%1$s) - DATE '1970-01-01')::text WHEN (%1$s) > DATE '2000-01-01' THEN '%2$d' WHEN num_nulls(%1$s) = 0 THEN '%3$d' END"
                        .formatted(
                                value,
                                EndOfTime.LATEST.toLocalDate().toEpochDay(),
                                EndOfTime.EARLIEST.toLocalDate().toEpochDay());
            case TIMESTAMP -> moment("timestamp_send", value);
            case TIMESTAMPTZ -> moment("timestamptz_send", value);
            // Calls the output function of any type; a cast would take the blanks off a char(n). num_nulls, because a
            // composite value of nothing but nulls IS NULL and is none.
            default -> written(type, value);
        };
    }

    private static String number(String bits, String value) {
        return "CASE WHEN (%2$s) = 'NaN' THEN 'NaN' ELSE encode(%1$s(%2$s), 'hex') END".formatted(bits, value);
    }

    private static String moment(String bits, String value) {
        return "CASE WHEN isfinite(%2$s) THEN encode(%1$s(%2$s), 'hex') WHEN (%2$s) > '2000-01-01' THEN '%3$s' WHEN num_nulls(%2$s) = 0 THEN '%4$s' END"
                .formatted(
                        bits,
                        value,
                        CanonicalText.moment(EndOfTime.LATEST.toInstant(ZoneOffset.UTC)),
                        CanonicalText.moment(EndOfTime.EARLIEST.toInstant(ZoneOffset.UTC)));
    }
}
