package io.millrace.lakehouse.silver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.Json;
import io.millrace.lakehouse.schema.SparkTypes;
import io.millrace.lakehouse.schema.UnfitValueException;
import io.millrace.lakehouse.schema.ValueDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives the images of changes the columns and types that the table has in the lake. */
public final class ChangeDecoder {
    private static final Set<Kind> INTEGERS = Set.of(Kind.INT16, Kind.INT32, Kind.INT64);

    private final TableSchema target;
    private final Map<String, Map<String, TableSchema.Column>> sourceColumns = new HashMap<>();
    private final ObjectMapper json = Json.mapper();

    /**
     * A decoder of one table's changes.
     *
     * @param target the table's columns in the lake
     * @param sources the schemas that changes may name, by id
     */
    public ChangeDecoder(TableSchema target, Map<String, TableSchema> sources) {
        this.target = target;
        sources.forEach((id, schema) -> sourceColumns.put(
                id, schema.columns().stream().collect(Collectors.toMap(TableSchema.Column::name, column -> column))));
    }

    /**
     * The values of a new row, one for each column of the lake: {@link RowChange#ABSENT} where the source has the column
     * and did not send it, null where the source has no such column.
     */
    public List<Object> row(String schemaId, String after) throws UnfitValueException {
        Map<String, TableSchema.Column> source = source(schemaId);
        JsonNode image = parse(after);
        List<Object> values = new ArrayList<>(target.columns().size());
        for (TableSchema.Column column : target.columns()) {
            values.add(value(column, source.get(column.name()), image.get(column.name())));
        }
        return values;
    }

    /** The values of the key's columns alone, null in the others' places. */
    public List<Object> key(String schemaId, String key) throws UnfitValueException {
        Map<String, TableSchema.Column> source = source(schemaId);
        JsonNode image = parse(key);
        List<Object> values = new ArrayList<>(target.columns().size());
        for (TableSchema.Column column : target.columns()) {
            boolean isKey = target.key().contains(column.name());
            if (isKey && !image.has(column.name())) {
                throw new UnfitValueException("The key lacks the column " + column.name());
            }
            values.add(isKey ? value(column, source.get(column.name()), image.get(column.name())) : null);
        }
        return values;
    }

    private Map<String, TableSchema.Column> source(String schemaId) throws UnfitValueException {
        Map<String, TableSchema.Column> source = sourceColumns.get(schemaId);
        if (source == null) {
            throw new UnfitValueException("No schema with the id %s was published".formatted(schemaId));
        }
        return source;
    }

    private JsonNode parse(String image) throws UnfitValueException {
        try {
            return json.readTree(image);
        } catch (JsonProcessingException e) {
            throw new UnfitValueException("The row is not valid JSON: " + e.getOriginalMessage());
        }
    }

    private static Object value(TableSchema.Column target, TableSchema.Column source, JsonNode value)
            throws UnfitValueException {
        if (source == null) {
            return null;
        }
        if (value == null) {
            return RowChange.ABSENT;
        }
        if (!value.isNull() && !isReadableAs(source.type(), target.type())) {
            throw new UnfitValueException("The column %s is now %s, but %s in the lake"
                    .formatted(target.name(), name(source.type()), name(target.type())));
        }
        try {
            return ValueDecoder.decode(value, target.type());
        } catch (UnfitValueException e) {
            throw new UnfitValueException("In the column %s: %s".formatted(target.name(), e.getMessage()));
        }
    }

    /** Whether the canonical form of one type means the same value when it is read as the other, if it fits. */
    private static boolean isReadableAs(ColumnType source, ColumnType target) {
        if (source.kind() == Kind.ARRAY && target.kind() == Kind.ARRAY) {
            return isReadableAs(source.element(), target.element());
        }
        return source.kind() == target.kind()
                || INTEGERS.contains(source.kind()) && INTEGERS.contains(target.kind())
                || source.kind() == Kind.FLOAT32 && target.kind() == Kind.FLOAT64;
    }

    private static String name(ColumnType type) {
        return SparkTypes.of(type).catalogString();
    }
}
