package io.millrace.lakehouse.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.Json;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The value of a column in rows that were written before the column was there. */
public final class MissingValue {
    private MissingValue() {}

    /**
     * The value as Spark holds it; null where there is none.
     *
     * @throws UnfitValueException if the lake's type cannot hold it unchanged
     */
    public static Object of(TableSchema.Column column) throws UnfitValueException {
        if (column.missing() == null) {
            return null;
        }
        try {
            return ValueDecoder.decode(Json.mapper().readTree(column.missing()), column.type());
        } catch (JsonProcessingException e) {
            throw new UnfitValueException("The default of the column %s is not JSON".formatted(column.name()));
        }
    }

    /** Whether the lake's type can hold the value unchanged. */
    public static boolean fits(TableSchema.Column column) {
        try {
            of(column);
            return true;
        } catch (UnfitValueException e) {
            return false;
        }
    }

    /**
     * The value as an expression of the column's type; NULL where there is none.
     *
     * @throws IllegalArgumentException if the lake's type cannot hold it unchanged
     */
    public static Column literal(TableSchema.Column column) {
        try {
            return literal(of(column)).cast(SparkTypes.of(column.type()));
        } catch (UnfitValueException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Column literal(Object value) {
        if (value instanceof Seq<?> elements) {
            List<Column> literals = new ArrayList<>();
            CollectionConverters.asJava(elements).forEach(element -> literals.add(literal(element)));
            return functions.array(literals.toArray(Column[]::new));
        }
        return functions.lit(value);
    }
}
