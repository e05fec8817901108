package io.millrace.cdc.shape;

import io.millrace.cdc.reload.RowEncoder;
import io.millrace.cdc.source.StoredColumn;
import io.millrace.cdc.source.TableShape;
import io.millrace.cdc.value.KnownColumns;
import io.millrace.cdc.value.SourceTypes;
import io.millrace.contracts.change.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was seen of one table in the catalog, and when.
 *
 * <p>The catalog says what the table is now, the stream what it was at a place that may be earlier. A row of the stream is
 * therefore of one of the shapes that were seen around its place: the last one before, or one after.
 */
final class TableLooks {
    private final List<Look> looks = new ArrayList<>();

    /**
     * A look at the table.
     *
     * @param at a place of the log; every command that committed before it is in the shape
     */
    record Look(long at, Optional<TableShape> shape) {}

    void add(Look look) {
        looks.add(look);
    }

    Optional<Look> last() {
        return looks.isEmpty() ? Optional.empty() : Optional.of(looks.get(looks.size() - 1));
    }

    /**
     * What the catalog knows of these columns as the stream has them at a place; nothing if it is no shape that was seen,
     * or two of them.
     */
    Optional<KnownColumns> known(List<TableSchema.Column> columns, long lsn) {
        forgetBefore(lsn);
        List<KnownColumns> fitting = looks.stream()
                .flatMap(look -> look.shape().stream())
                .filter(shape -> types(shape).equals(types(columns)))
                .map(shape -> RowEncoder.known(shape.relation(), shape.columns()))
                .toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        KnownColumns latest = fitting.get(fitting.size() - 1);
        return fitting.stream().allMatch(other -> isSame(other, latest)) ? Optional.of(latest) : Optional.empty();
    }

    /**
     * Whether rows are described with another key than the table has, although they have all of its columns. Debezium asks
     * the catalog for the key by the table's name, and that may have been another one at the moment.
     */
    boolean hasOtherKeyThan(TableSchema described) {
        Set<String> columns =
                described.columns().stream().map(TableSchema.Column::name).collect(Collectors.toSet());
        return last().flatMap(Look::shape)
                .map(TableShape::keyNames)
                .filter(key -> !key.isEmpty() && columns.containsAll(key))
                .filter(key -> !Set.copyOf(key).equals(Set.copyOf(described.key())))
                .isPresent();
    }

    /** Looks before the last one at or before that place tell nothing of what comes after it. */
    private void forgetBefore(long lsn) {
        while (looks.size() > 1 && Long.compareUnsigned(looks.get(1).at(), lsn) <= 0) {
            looks.remove(0);
        }
    }

    private static boolean isSame(KnownColumns left, KnownColumns right) {
        return left.relation() == right.relation()
                && left.byName().entrySet().stream()
                        .allMatch(column -> right.byName().get(column.getKey()).number()
                                == column.getValue().number());
    }

    private static Map<String, String> types(TableShape shape) {
        Map<String, String> types = new TreeMap<>();
        for (StoredColumn column : shape.columns()) {
            types.put(column.name(), SourceTypes.of(column.typeName(), column.length(), column.scale()));
        }
        return types;
    }

    private static Map<String, String> types(List<TableSchema.Column> columns) {
        Map<String, String> types = new TreeMap<>();
        columns.forEach(column -> types.put(column.name(), column.sourceType()));
        return types;
    }
}
