package io.millrace.lakehouse.schema;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.TableSchema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/** The one mapping from the types on the wire to those of the lake. */
public final class SparkTypes {
    private SparkTypes() {}

    /** The lake's type for a column. */
    public static DataType of(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> DataTypes.BooleanType;
            case INT16 -> DataTypes.ShortType;
            case INT32 -> DataTypes.IntegerType;
            case INT64 -> DataTypes.LongType;
            case FLOAT32 -> DataTypes.FloatType;
            case FLOAT64 -> DataTypes.DoubleType;
            case DECIMAL -> DataTypes.createDecimalType(type.precision(), type.scale());
            case TEXT -> DataTypes.StringType;
            case DATE -> DataTypes.DateType;
            case TIMESTAMP -> DataTypes.TimestampNTZType;
            case TIMESTAMP_TZ -> DataTypes.TimestampType;
            case BINARY -> DataTypes.BinaryType;
            case ARRAY -> DataTypes.createArrayType(of(type.element()), true);
        };
    }

    /**
     * The type on the wire of a column in the lake.
     *
     * @throws IllegalArgumentException if no column that Millrace wrote has this type
     */
    public static ColumnType columnType(DataType type) {
        if (type instanceof ArrayType array) {
            return ColumnType.array(columnType(array.elementType()));
        }
        if (type instanceof DecimalType decimal) {
            return ColumnType.decimal(decimal.precision(), decimal.scale());
        }
        for (ColumnType.Kind kind : ColumnType.Kind.values()) {
            boolean simple = kind != ColumnType.Kind.ARRAY && kind != ColumnType.Kind.DECIMAL;
            if (simple && of(ColumnType.of(kind)).equals(type)) {
                return ColumnType.of(kind);
            }
        }
        throw new IllegalArgumentException("No source column becomes a " + type.catalogString());
    }

    /** The columns of a table in the lake; each may be null, because the source's own rules have already been kept. */
    public static StructType of(TableSchema schema) {
        var columns = new StructType();
        for (TableSchema.Column column : schema.columns()) {
            columns = columns.add(column.name(), of(column.type()), true);
        }
        return columns;
    }
}
