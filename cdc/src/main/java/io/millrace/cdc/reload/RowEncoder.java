package io.millrace.cdc.reload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.CustomConverter.ConverterRegistration;
import io.debezium.spi.converter.RelationalColumn;
import io.millrace.cdc.source.StoredColumn;
import io.millrace.cdc.value.CapturedColumns;
import io.millrace.cdc.value.KnownColumns;
import io.millrace.cdc.value.RowSchema;
import io.millrace.cdc.value.TextForm;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.ColumnRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Turns the texts of a row's columns into images of the wire, in exactly the way in which the stream's rows become such. */
public final class RowEncoder {
    private final Schema row;
    private final Field[] fields;
    private final CustomConverter.Converter[] converters;
    private final RowSchema schema;

    /**
     * Makes an encoder.
     *
     * @param relation the table's number in the catalog
     * @param key names of the columns that tell rows apart, in key order
     * @param rules what becomes of columns, by name
     */
    public RowEncoder(
            TableId table, long relation, List<StoredColumn> columns, List<String> key, Map<String, ColumnRule> rules) {
        var captured = new CapturedColumns();
        SchemaBuilder builder = SchemaBuilder.struct();
        List<CustomConverter.Converter> found = new ArrayList<>();
        for (StoredColumn column : columns) {
            captured.converterFor(
                    new CatalogColumn(table, column), (ConverterRegistration<SchemaBuilder>) (type, converter) -> {
                        // Debezium makes the columns optional that the converter has not made so.
                        builder.field(
                                column.name(),
                                type.isOptional()
                                        ? type.build()
                                        : type.optional().build());
                        found.add(converter);
                    });
        }
        this.row = builder.build();
        this.fields = row.fields().toArray(Field[]::new);
        this.converters = found.toArray(CustomConverter.Converter[]::new);
        SchemaBuilder keyBuilder = SchemaBuilder.struct();
        key.forEach(name -> keyBuilder.field(name, row.field(name).schema()));
        var known = known(relation, columns);
        this.schema = RowSchema.of(table, row, keyBuilder.build(), rules, any -> known);
    }

    /** What the catalog says of columns. */
    public static KnownColumns known(long relation, List<StoredColumn> columns) {
        Map<String, KnownColumns.Known> byName = new HashMap<>();
        for (StoredColumn column : columns) {
            String missing =
                    column.missing() == null ? null : TextForm.of(column.oid()).apply(column.missing());
            byName.put(column.name(), new KnownColumns.Known(column.number(), missing));
        }
        return new KnownColumns(relation, byName);
    }

    public RowSchema schema() {
        return schema;
    }

    /** The row of these texts, in the order of the columns; null for NULL. */
    Struct row(String[] texts) {
        var struct = new Struct(row);
        for (int index = 0; index < fields.length; index++) {
            struct.put(fields[index], converters[index].convert(texts[index]));
        }
        return struct;
    }

    ObjectNode key(Struct struct) {
        return schema.key(struct);
    }

    ObjectNode image(Struct struct) {
        return schema.image(struct);
    }

    /** A column of the catalog as Debezium would describe it. */
    private record CatalogColumn(TableId table, StoredColumn column) implements RelationalColumn {
        @Override
        public int jdbcType() {
            return java.sql.Types.OTHER;
        }

        @Override
        public int nativeType() {
            return column.oid();
        }

        @Override
        public String typeName() {
            return column.typeName();
        }

        @Override
        public String typeExpression() {
            return column.typeName();
        }

        @Override
        public OptionalInt length() {
            return column.length();
        }

        @Override
        public OptionalInt scale() {
            return column.scale();
        }

        @Override
        public boolean isOptional() {
            return column.nullable();
        }

        @Override
        public Object defaultValue() {
            return null;
        }

        @Override
        public boolean hasDefaultValue() {
            return false;
        }

        @Override
        public String name() {
            return column.name();
        }

        @Override
        public String dataCollection() {
            return table.toString();
        }
    }
}
