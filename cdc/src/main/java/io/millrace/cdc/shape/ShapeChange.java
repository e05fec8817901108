package io.millrace.cdc.shape;

import io.millrace.cdc.source.StoredColumn;
import io.millrace.cdc.source.TableShape;
import io.millrace.cdc.source.TableShape.Part;
import io.millrace.cdc.value.ColumnTypes;
import io.millrace.cdc.value.SourceTypes;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What lies between two looks at a table.
 *
 * @param before the earlier one
 * @param after the later one
 */
record ShapeChange(TableShape before, TableShape after) {
    private static final String DEFAULT_IDENTITY = "d";
    private static final String INDEX_IDENTITY = "i";
    /** Types whose values have one text, whichever of them the column is of. */
    private static final Set<String> TEXTS = Set.of("varchar", "text");

    /**
     * Why the rows have to be read again: they are others, or their values may be, and the log does not say so. Nothing
     * where the columns alone are others.
     */
    Optional<String> reason() {
        if (before.relation() != after.relation()) {
            return Optional.of("The table was made anew in the source");
        }
        if (!before.published() && after.published()) {
            return Optional.of(
                    "The table was not in the publication, or had a partition that was unlogged or foreign, so its changes were not in the stream");
        }
        if (after.published() && before.wasKeptOut(after)) {
            return Optional.of("Its publication was changed, so changes may not all have been in the stream");
        }
        if (!before.key().equals(after.key()) || !keyNames(before).equals(keyNames(after))) {
            return Optional.of("Its rows are told apart by other columns now: " + keyNames(after));
        }
        return rewritten()
                .or(this::stored)
                .or(this::retyped)
                .or(this::relabelled)
                .or(this::parts);
    }

    private static String keyNames(TableShape shape) {
        Map<Integer, String> names = shape.names();
        return shape.key().isEmpty()
                ? "none"
                : shape.key().stream()
                        .map(number -> names.getOrDefault(number, "a computed one"))
                        .collect(Collectors.joining(", "));
    }

    /** A command that changed a column and wrote the rows anew may have given them other values. */
    private Optional<String> rewritten() {
        boolean wroteAnew = before.parts().entrySet().stream()
                .anyMatch(part -> after.parts().containsKey(part.getKey())
                        && after.parts().get(part.getKey()).file()
                                != part.getValue().file());
        if (!wroteAnew) {
            return Optional.empty();
        }
        Map<Integer, StoredColumn> known = numbered(before);
        List<String> changed = after.columns().stream()
                .filter(column -> !known.containsKey(column.number())
                        || !known.get(column.number()).version().equals(column.version()))
                .map(StoredColumn::name)
                .toList();
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of("Its rows were written anew with other values of " + String.join(", ", changed));
    }

    /** What was computed is in the rows, and was never in the log. */
    private Optional<String> stored() {
        Map<Integer, StoredColumn> known = numbered(before);
        return after.columns().stream()
                .filter(column -> column.number() <= before.width() && !known.containsKey(column.number()))
                .findFirst()
                .map(column -> "Its column %s was computed and is one like others now".formatted(column.name()));
    }

    /** A type may become another one without a new row where the two keep the same bytes, but they may be read otherwise. */
    private Optional<String> retyped() {
        Map<Integer, StoredColumn> known = numbered(before);
        return after.columns().stream()
                .filter(column ->
                        known.containsKey(column.number()) && !hasSameValues(known.get(column.number()), column))
                .findFirst()
                .map(column -> "Its column %s is of another type now: %s".formatted(column.name(), name(column)));
    }

    private static boolean hasSameValues(StoredColumn before, StoredColumn after) {
        if (name(before).equals(name(after))) {
            return true;
        }
        ColumnType from = type(before);
        ColumnType to = type(after);
        if (from.kind() == Kind.DECIMAL && to.kind() == Kind.DECIMAL) {
            return from.scale() == to.scale() && from.precision() <= to.precision();
        }
        return TEXTS.contains(before.typeName()) && TEXTS.contains(after.typeName());
    }

    private static String name(StoredColumn column) {
        return SourceTypes.of(column.typeName(), column.length(), column.scale());
    }

    private static ColumnType type(StoredColumn column) {
        return ColumnTypes.of(column.oid(), column.typeName(), column.length(), column.scale());
    }

    /** Rows hold a label's number, so all that have it are others when it is renamed. */
    private Optional<String> relabelled() {
        return before.labels().entrySet().stream()
                .filter(label -> !after.labels()
                        .getOrDefault(label.getKey(), label.getValue())
                        .equals(label.getValue()))
                .findFirst()
                .map(label -> "A label of an enum was renamed: %s is %s now"
                        .formatted(label.getValue(), after.labels().get(label.getKey())));
    }

    /** Rows come and go with a partition, and no change tells of them. */
    private Optional<String> parts() {
        Map<Long, Part> come = new TreeMap<>(after.parts());
        come.keySet().removeAll(before.parts().keySet());
        if (come.values().stream().anyMatch(Part::mayHoldOthers)) {
            return Optional.of("A partition was attached that may have had rows already");
        }
        if (!after.parts().keySet().containsAll(before.parts().keySet())) {
            return Optional.of("A partition was detached or dropped with its rows");
        }
        // What was written meanwhile was written to a table of its own, which is not in the stream.
        boolean cameBack = before.parts().entrySet().stream()
                .anyMatch(part -> part.getValue().wasAway(after.parts().get(part.getKey())));
        if (cameBack) {
            return Optional.of("A partition was detached and attached again");
        }
        // Of a TRUNCATE that names a partition, a publication by way of the root says nothing.
        boolean isAnew = before.parts().entrySet().stream()
                .anyMatch(part -> part.getValue().wasAttached()
                        && part.getValue().file()
                                != after.parts().get(part.getKey()).file());
        return isAnew ? Optional.of("A partition was truncated or written anew") : Optional.empty();
    }

    private static Map<Integer, StoredColumn> numbered(TableShape shape) {
        return shape.columns().stream().collect(Collectors.toMap(StoredColumn::number, column -> column));
    }

    /** Whether Debezium was told of the table what no longer holds, if the table was there. */
    static boolean needsAnotherEngine(Optional<TableShape> before, TableShape after) {
        if (before.isEmpty()) {
            return !after.identity().equals(DEFAULT_IDENTITY);
        }
        TableShape known = before.get();
        return known.relation() != after.relation()
                || !known.identity().equals(after.identity())
                || after.identity().equals(INDEX_IDENTITY) && !known.key().equals(after.key());
    }
}
