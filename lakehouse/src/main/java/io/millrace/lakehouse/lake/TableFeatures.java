package io.millrace.lakehouse.lake;

import io.millrace.lakehouse.schema.QuotedName;
import java.util.Arrays;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a Delta table must have before it takes columns of some names and types: Parquet refuses some characters in names
 * unless columns are mapped, and times without a zone are a feature that only a new table gets by itself.
 */
public final class TableFeatures {
    private static final String COLUMN_MAPPING = "delta.columnMapping.mode";
    private static final String BY_NAME = "name";
    private static final Pattern UNPLAIN = Pattern.compile("[ ,;{}()\\n\\t=]");

    private static final String TIMES_WITHOUT_ZONE = "delta.feature.timestampNtz";

    private TableFeatures() {}

    /** The properties that a new table with these columns must be made with. */
    public static Map<String, String> ofNew(StructType columns) {
        return needMapping(columns) ? Map.of(COLUMN_MAPPING, BY_NAME) : Map.of();
    }

    /** Gives a table what it lacks for these columns; does nothing where it lacks nothing. */
    public static void bring(SparkSession session, String location, StructType columns) {
        StructType held = session.read().format("delta").load(location).schema();
        var lacking = new StringJoiner(", ");
        if (needMapping(columns) && !needMapping(held)) {
            lacking.add("'%s' = '%s'".formatted(COLUMN_MAPPING, BY_NAME));
        }
        if (haveZoneless(columns) && !haveZoneless(held)) {
            lacking.add("'%s' = 'supported'".formatted(TIMES_WITHOUT_ZONE));
        }
        if (lacking.length() > 0) {
            session.sql("ALTER TABLE delta.%s SET TBLPROPERTIES (%s)".formatted(QuotedName.of(location), lacking));
        }
    }

    private static boolean needMapping(StructType columns) {
        return Arrays.stream(columns.fieldNames())
                .anyMatch(name -> UNPLAIN.matcher(name).find());
    }

    private static boolean haveZoneless(StructType columns) {
        return Arrays.stream(columns.fields()).anyMatch(column -> isZoneless(column.dataType()));
    }

    private static boolean isZoneless(DataType type) {
        if (type instanceof ArrayType list) {
            return isZoneless(list.elementType());
        }
        return type instanceof StructType nested ? haveZoneless(nested) : type.equals(DataTypes.TimestampNTZType);
    }
}
