package io.millrace.conformance.lake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.util.HexFormat;

/** Values of the lake as text: days and microseconds since 1970, bytes in hexadecimal digits, arrays as JSON. */
final class LakeValue {
    private LakeValue() {}

    static String type(DataType type) {
        if (type instanceof DecimalType decimal) {
            return "decimal(%d,%d)".formatted(decimal.getPrecision(), decimal.getScale());
        }
        return type instanceof ArrayType array ? "array<" + type(array.getElementType()) + ">" : type.toString();
    }

    static String text(ColumnVector values, int row) {
        if (values.isNullAt(row)) {
            return null;
        }
        DataType type = values.getDataType();
        if (type instanceof BooleanType) {
            return String.valueOf(values.getBoolean(row));
        } else if (type instanceof ShortType) {
            return String.valueOf(values.getShort(row));
        } else if (type instanceof IntegerType || type instanceof DateType) {
            return String.valueOf(values.getInt(row));
        } else if (type instanceof LongType || type instanceof TimestampType || type instanceof TimestampNTZType) {
            return String.valueOf(values.getLong(row));
        } else if (type instanceof FloatType) {
            return String.valueOf(values.getFloat(row));
        } else if (type instanceof DoubleType) {
            return String.valueOf(values.getDouble(row));
        } else if (type instanceof DecimalType) {
            return values.getDecimal(row).toPlainString();
        } else if (type instanceof StringType) {
            return values.getString(row);
        } else if (type instanceof BinaryType) {
            return HexFormat.of().formatHex(values.getBinary(row));
        } else if (type instanceof ArrayType) {
            return array(values.getArray(row));
        }
        throw new IllegalArgumentException("No column of a copy of Postgres has the type " + type);
    }

    private static String array(ArrayValue values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int element = 0; element < values.getSize(); element++) {
            array.add(text(values.getElements(), element));
        }
        return array.toString();
    }
}
