package io.millrace.cdc.engine;

import io.debezium.snapshot.spi.SnapshotQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads each column of a snapshot as the text that its type prints.
 *
 * <p>Not a cast to text: that trims a {@code char(n)} and adds a mask to an {@code inet}. Not {@code IS NULL}: that holds
 * for a composite of nulls, too.
 */
public final class TextSnapshotQuery implements SnapshotQuery {
    static final String NAME = "millrace-text";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        // The query depends on the table alone.
    }

    @Override
    public Optional<String> snapshotQuery(String quotedTable, List<String> quotedColumns) {
        return Optional.of(quotedColumns.stream()
                .map(
                        "CASE WHEN %1$s IS NOT DISTINCT FROM NULL THEN NULL ELSE format('%%s', %1$s) END AS %1$s"
                                ::formatted)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + quotedTable)));
    }
}
