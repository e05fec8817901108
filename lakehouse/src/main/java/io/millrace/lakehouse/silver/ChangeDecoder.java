package io.millrace.lakehouse.silver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.Json;
import io.millrace.lakehouse.schema.MissingValue;
import io.millrace.lakehouse.schema.SparkTypes;
import io.millrace.lakehouse.schema.UnfitValueException;
import io.millrace.lakehouse.schema.ValueDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives the images of changes the columns and types that the table has in the lake. */
public final class ChangeDecoder {
    private static final Set<Kind> INTEGERS = Set.of(Kind.INT16, Kind.INT32, Kind.INT64);

    private final TableSchema target;
    private final Map<String, TableSchema> schemas;
    /** For each schema, in the places of the target's columns, the columns that they are; null where it has none. */
    private final Map<String, List<TableSchema.Column>> sourceColumns = new HashMap<>();

    private final ObjectMapper json = Json.mapper();

    /**
     * A decoder of one table's changes.
     *
     * @param target the table's columns in the lake
     * @param sources the schemas that changes may name, by id
     */
    public ChangeDecoder(TableSchema target, Map<String, TableSchema> sources) {
        this.target = target;
        this.schemas = Map.copyOf(sources);
    }

    /**
     * The values of a new row, one for each column of the lake: {@link RowChange#ABSENT} where the source has the column
     * and did not send it, the value of rows that are older than the column where the source has no such column yet.
     */
    public List<Object> row(String schemaId, String after) throws UnfitValueException {
        List<TableSchema.Column> source = source(schemaId);
        JsonNode image = parse(after);
        List<Object> values = new ArrayList<>(source.size());
        for (int column = 0; column < source.size(); column++) {
            values.add(value(target.columns().get(column), source.get(column), image));
        }
        return values;
    }

    /** The values of the key's columns alone, null in the others' places. */
    public List<Object> key(String schemaId, String key) throws UnfitValueException {
        List<TableSchema.Column> source = source(schemaId);
        JsonNode image = parse(key);
        List<Object> values = new ArrayList<>(source.size());
        for (int place = 0; place < source.size(); place++) {
            TableSchema.Column column = target.columns().get(place);
            boolean isKey = target.key().contains(column.name());
            if (isKey
                    && (source.get(place) == null
                            || !image.has(source.get(place).name()))) {
                throw new UnfitValueException("The key lacks the column " + column.name());
            }
            values.add(isKey ? value(column, source.get(place), image) : null);
        }
        return values;
    }

    private List<TableSchema.Column> source(String schemaId) throws UnfitValueException {
        List<TableSchema.Column> known = sourceColumns.get(schemaId);
        if (known == null) {
            known = matched(schemaId);
            sourceColumns.put(schemaId, known);
        }
        return known;
    }

    private List<TableSchema.Column> matched(String schemaId) throws UnfitValueException {
        TableSchema source = schemas.get(schemaId);
        if (source == null) {
            throw new UnfitValueException("No schema with the id %s was published".formatted(schemaId));
        }
        if (source.relation() != 0 && target.relation() != 0 && source.relation() != target.relation()) {
            throw new UnfitValueException("The change is of another table that had the name before or after");
        }
        List<TableSchema.Column> columns = new ArrayList<>();
        target.columns()
                .forEach(column -> columns.add(source.same(target, column).orElse(null)));
        return columns;
    }

    private JsonNode parse(String image) throws UnfitValueException {
        try {
            return json.readTree(image);
        } catch (JsonProcessingException e) {
            throw new UnfitValueException("The row is not valid JSON: " + e.getOriginalMessage());
        }
    }

    private static Object value(TableSchema.Column target, TableSchema.Column source, JsonNode image)
            throws UnfitValueException {
        if (source == null) {
            return MissingValue.of(target);
        }
        JsonNode value = image.get(source.name());
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
