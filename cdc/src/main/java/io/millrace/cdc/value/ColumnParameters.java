package io.millrace.cdc.value;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Carries a column's type from where Debezium builds its schema to where changes are encoded. */
final class ColumnParameters {
    private static final String TYPE = "millrace.type";
    private static final String NULLABLE = "millrace.nullable";
    private static final String SOURCE_TYPE = "millrace.source-type";
    private static final String ARRAY = "ARRAY:";

    private ColumnParameters() {}

    static void write(SchemaBuilder schema, ColumnType type, boolean nullable, String sourceType) {
        schema.parameter(TYPE, text(type));
        schema.parameter(NULLABLE, Boolean.toString(nullable));
        schema.parameter(SOURCE_TYPE, sourceType);
    }

    static TableSchema.Column read(Field field) {
        var parameters = field.schema().parameters();
        return new TableSchema.Column(
                field.name(),
                type(parameters.get(TYPE)),
                Boolean.parseBoolean(parameters.get(NULLABLE)),
                parameters.get(SOURCE_TYPE));
    }

    private static String text(ColumnType type) {
        return switch (type.kind()) {
            case ARRAY -> ARRAY + text(type.element());
            case DECIMAL -> "DECIMAL:" + type.precision() + ":" + type.scale();
            case BOOLEAN, INT16, INT32, INT64, FLOAT32, FLOAT64, TEXT, DATE, TIMESTAMP, TIMESTAMP_TZ, BINARY ->
                type.kind().name();
        };
    }

    private static ColumnType type(String text) {
        if (text.startsWith(ARRAY)) {
            return ColumnType.array(type(text.substring(ARRAY.length())));
        }
        String[] parts = text.split(":");
        return parts.length == 1
                ? ColumnType.of(Kind.valueOf(parts[0]))
                : ColumnType.decimal(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
