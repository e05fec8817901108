package io.millrace.contracts.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * The type of a column on the wire and in the lake.
 *
 * <p>Canonical JSON form of a value, by kind:
 *
 * <ul>
 *   <li>BOOLEAN: true or false
 *   <li>INT16, INT32, INT64: a JSON integer
 *   <li>FLOAT32, FLOAT64: a JSON number, or one of the texts NaN, Infinity, -Infinity, -0
 *   <li>DECIMAL: a text with the digits, such as "12.50"; precision at most 38
 *   <li>TEXT: a text; also the mapping of every type that the lake has no type for (uuid, json, enum, inet, interval,
 *       time, numeric without scale or with more than 38 digits, ...), in Postgres' own output form
 *   <li>DATE: days since 1970-01-01 as a JSON integer, or one of the texts infinity, -infinity
 *   <li>TIMESTAMP: microseconds since 1970-01-01T00:00 on the local clock as a JSON integer (no time zone),
 *       or one of the texts infinity, -infinity
 *   <li>TIMESTAMP_TZ: microseconds since the epoch in UTC as a JSON integer, or one of the texts infinity, -infinity
 *   <li>BINARY: base64 text
 *   <li>ARRAY: a JSON array of the element's form, with nulls
 * </ul>
 *
 * <p>What the column holds and its type cannot say (NaN in a DECIMAL, a timestamp later than 64 bits of microseconds, an
 * array in an ARRAY) travels all the same, as the text or the nested array that it is: readers put it aside.
 *
 * @param precision digits in all, for DECIMAL, else 0
 * @param scale digits after the point, for DECIMAL, else 0
 * @param element type of the elements, for ARRAY, else null
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ColumnType(Kind kind, int precision, int scale, ColumnType element) {
    /** The most digits that a decimal of the lake holds. */
    public static final int MAX_PRECISION = 38;

    /** The kinds of column types. */
    public enum Kind {
        BOOLEAN,
        INT16,
        INT32,
        INT64,
        FLOAT32,
        FLOAT64,
        DECIMAL,
        TEXT,
        DATE,
        TIMESTAMP,
        TIMESTAMP_TZ,
        BINARY,
        ARRAY
    }

    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.DECIMAL && (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException("The lake has no decimal(%d,%d)".formatted(precision, scale));
        }
        if ((kind == Kind.ARRAY) != (element != null)) {
            throw new IllegalArgumentException("An array, and nothing else, has an element type");
        }
    }

    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0, null);
    }

    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Kind.DECIMAL, precision, scale, null);
    }

    public static ColumnType array(ColumnType element) {
        return new ColumnType(Kind.ARRAY, 0, 0, element);
    }
}
