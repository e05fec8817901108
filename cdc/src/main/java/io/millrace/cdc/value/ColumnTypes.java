package io.millrace.cdc.value;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import java.util.Map;
import java.util.OptionalInt;

/** The wire's type for each type of Postgres; a type that has no better one travels as text. */
public final class ColumnTypes {
    private static final int NUMERIC = 1700;
    private static final int NUMERIC_ARRAY = 1231;

    private static final Map<Integer, Kind> SCALARS = Map.ofEntries(
            Map.entry(16, Kind.BOOLEAN),
            Map.entry(21, Kind.INT16),
            Map.entry(23, Kind.INT32),
            Map.entry(20, Kind.INT64),
            Map.entry(26, Kind.INT64), // oid: an unsigned integer of 32 bits
            Map.entry(700, Kind.FLOAT32),
            Map.entry(701, Kind.FLOAT64),
            Map.entry(17, Kind.BINARY),
            Map.entry(1082, Kind.DATE),
            Map.entry(1114, Kind.TIMESTAMP),
            Map.entry(1184, Kind.TIMESTAMP_TZ));

    private static final Map<Integer, Kind> ARRAYS = Map.ofEntries(
            Map.entry(1000, Kind.BOOLEAN),
            Map.entry(1005, Kind.INT16),
            Map.entry(1007, Kind.INT32),
            Map.entry(1016, Kind.INT64),
            Map.entry(1028, Kind.INT64),
            Map.entry(1021, Kind.FLOAT32),
            Map.entry(1022, Kind.FLOAT64),
            Map.entry(1001, Kind.BINARY),
            Map.entry(1182, Kind.DATE),
            Map.entry(1115, Kind.TIMESTAMP),
            Map.entry(1185, Kind.TIMESTAMP_TZ));

    private ColumnTypes() {}

    /**
     * The type of a column.
     *
     * @param oid the type's number in Postgres' catalog; a domain's is its base type's
     * @param typeName the type's name; an array's begins with an underscore
     * @param length precision of a numeric
     */
    public static ColumnType of(int oid, String typeName, OptionalInt length, OptionalInt scale) {
        if (oid == NUMERIC) {
            return numeric(length, scale);
        }
        if (oid == NUMERIC_ARRAY) {
            return ColumnType.array(numeric(length, scale));
        }
        if (SCALARS.containsKey(oid)) {
            return ColumnType.of(SCALARS.get(oid));
        }
        if (ARRAYS.containsKey(oid)) {
            return ColumnType.array(ColumnType.of(ARRAYS.get(oid)));
        }
        ColumnType text = ColumnType.of(Kind.TEXT);
        return typeName.startsWith("_") ? ColumnType.array(text) : text;
    }

    private static ColumnType numeric(OptionalInt length, OptionalInt scale) {
        int precision = length.orElse(0);
        int digits = scale.orElse(0);
        boolean fits = precision >= 1 && precision <= ColumnType.MAX_PRECISION && digits >= 0 && digits <= precision;
        return fits ? ColumnType.decimal(precision, digits) : ColumnType.of(Kind.TEXT);
    }
}
