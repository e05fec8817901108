package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import java.util.Optional;

/** The tables whose columns an interaction or a figure may name: its own, and its parent as {@code parent.column}. */
record ColumnScope(TableId own, Optional<TableId> parent, YamlSection section) {

    /** Resolves {@code column} or {@code table.column}. */
    ColumnRef column(String key, String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0) {
            return new ColumnRef(false, text);
        }
        String table = text.substring(0, dot);
        String column = text.substring(dot + 1);
        if (names(own, table)) {
            return new ColumnRef(false, column);
        }
        if (parent.isEmpty() || !names(parent.get(), table)) {
            section.problemAt(
                    key,
                    "names the column '%s', but '%s' is neither the table of the row nor its parent"
                            .formatted(text, table));
        }
        return new ColumnRef(true, column);
    }

    private static boolean names(TableId id, String text) {
        return id.table().equals(text) || id.toString().equals(text);
    }
}
