package io.millrace.cdc.value;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Makes Debezium hand on every column as the text that Postgres writes for it, with the column's type beside it.
 *
 * <p>Debezium's own mappings lose what a lake must keep (the scale of a decimal, infinity, dimensions of arrays, types it
 * does not know) and mark an unchanged TOAST value differently by type; one form for all columns loses nothing and has
 * one mark.
 */
public final class CapturedColumns implements CustomConverter<SchemaBuilder, RelationalColumn> {
    @Override
    public void configure(Properties properties) {
        // Every column of every table is converted in the same way.
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        var type = ColumnTypes.of(column.nativeType(), column.typeName(), column.length(), column.scale());
        String sourceType = SourceTypes.of(column.typeName(), column.length(), column.scale());
        SchemaBuilder schema = SchemaBuilder.string();
        ColumnParameters.write(schema, type, column.isOptional(), sourceType);
        if (!column.isOptional()) {
            // The old row of a delete has nulls in columns that are never null. Debezium makes the others optional.
            schema.optional();
        }
        UnaryOperator<String> form = TextForm.of(column.nativeType());
        registration.register(schema, value -> {
            String text = PostgresText.of(value);
            return text == null || text == PostgresText.UNCHANGED ? text : form.apply(text);
        });
    }
}
