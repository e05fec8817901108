package io.millrace.features.silver;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

import static org.apache.spark.sql.functions.base64;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.unix_micros;

/** Columns of a source table in the one form that ids, conditions, times and numbers have everywhere in Millrace. */
public final class Canonical {
    /** Wide enough for every amount that a source gives without a type of its own. */
    private static final DecimalType WIDE = DataTypes.createDecimalType(DecimalType.MAX_PRECISION(), 10);

    private Canonical() {}

    /** The value as text: integers in decimal digits, binary in base64, everything else as Spark writes it. */
    public static Column text(Dataset<Row> rows, String column) {
        return typeOf(rows, column) instanceof BinaryType
                ? base64(named(column))
                : named(column).cast(DataTypes.StringType);
    }

    /** The value as a number; NULL where it is none. */
    public static Column number(Dataset<Row> rows, String column) {
        return typeOf(rows, column) instanceof StringType
                ? named(column).try_cast(DataTypes.DoubleType)
                : named(column).cast(DataTypes.DoubleType);
    }

    /** The value with every digit; NULL where it is no number. */
    public static Column amount(Dataset<Row> rows, String column) {
        DataType type = typeOf(rows, column);
        if (type instanceof DecimalType) {
            return named(column);
        }
        return type instanceof StringType
                ? named(column).try_cast(WIDE)
                : named(column).cast(WIDE);
    }

    /**
     * The moment of the value, in microseconds since the epoch.
     *
     * @param zone in which a time without a zone, or the beginning of a date, is meant
     */
    public static Column micros(Dataset<Row> rows, String column, ZoneId zone) {
        DataType type = typeOf(rows, column);
        if (type instanceof TimestampType) {
            return unix_micros(named(column));
        }
        if (type instanceof TimestampNTZType || type instanceof DateType) {
            // The session is in UTC, so the cast takes the local clock for UTC's and what follows sets that right.
            Column local = named(column).cast(DataTypes.TimestampType);
            return unix_micros(to_utc_timestamp(local, lit(zone.getId())));
        }
        throw new PipelineException(
                FailureKind.CONFIGURATION,
                "The pipeline file names '%s' as a time, but its type is %s; name a timestamp or a date"
                        .formatted(column, type.simpleString()));
    }

    /** Whether the table has such a column. */
    public static boolean has(Dataset<Row> rows, String column) {
        return Arrays.asList(rows.columns()).contains(column);
    }

    /** A column whose name may hold dots and spaces. */
    public static Column named(String column) {
        return col("`" + column.replace("`", "``") + "`");
    }

    private static DataType typeOf(Dataset<Row> rows, String column) {
        if (!has(rows, column)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The pipeline file names the column '%s', but the table has only %s"
                            .formatted(column, String.join(", ", rows.columns())));
        }
        return rows.schema().apply(column).dataType();
    }
}
