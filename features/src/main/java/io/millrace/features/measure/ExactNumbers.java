package io.millrace.features.measure;

import io.millrace.contracts.pipeline.ExactNumber;
import io.millrace.features.silver.Canonical;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

import static org.apache.spark.sql.functions.lit;

/** Numbers as texts with all their digits, which no type of Spark holds: what the live state makes of the same columns. */
final class ExactNumbers {
    private ExactNumbers() {}

    /** The number of a column as text; NULL for what is no number. */
    static Column text(Dataset<Row> rows, String column) {
        DataType type = rows.schema().apply(column).dataType();
        Column value = Canonical.named(column);
        if (type instanceof BooleanType) {
            return value.cast(DataTypes.IntegerType).cast(DataTypes.StringType);
        }
        return type instanceof NumericType || type instanceof StringType
                ? value.cast(DataTypes.StringType)
                : lit(null).cast(DataTypes.StringType);
    }

    /** The product of two; null where one is no number that has an end. */
    static String product(String left, String right) {
        return parse(left)
                .flatMap(first -> parse(right).map(first::multiply))
                .map(ExactNumbers::plain)
                .orElse(null);
    }

    /** The sum of two numbers. */
    static String sum(String left, String right) {
        return plain(new BigDecimal(left).add(new BigDecimal(right)));
    }

    private static Optional<BigDecimal> parse(String text) {
        return Optional.ofNullable(text).flatMap(ExactNumber::parse);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
