package io.millrace.cdc.reload;

import io.millrace.cdc.source.SourceCatalog;
import io.millrace.cdc.source.SourceTable;
import io.millrace.cdc.source.StoredColumn;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.ColumnRule;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What reading a table needs to know of it.
 *
 * @param relation the table's number in the catalog
 * @param rows what they are read from, as SQL writes it
 * @param key names of the columns that tell rows apart, in key order
 * @param rules what becomes of columns, by name
 */
record TableLayout(
        TableId table,
        long relation,
        String rows,
        List<StoredColumn> columns,
        List<String> key,
        Map<String, ColumnRule> rules) {
    TableLayout {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        rules = Map.copyOf(rules);
    }

    /**
     * The layout of that table now.
     *
     * @throws PipelineException of kind CONFIGURATION if there is no such table, or nothing tells its rows apart
     */
    static TableLayout of(SourceCatalog catalog, TableId table, Map<String, ColumnRule> rules) throws SQLException {
        SourceTable found = catalog.table(table)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.CONFIGURATION, "The table %s does not exist".formatted(table)));
        if (found.key().isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The table %s has no primary key, so its rows cannot be told apart".formatted(table));
        }
        return new TableLayout(table, found.relation(), found.rows(), catalog.storedColumns(table), found.key(), rules);
    }

    RowEncoder encoder() {
        return new RowEncoder(table, relation, columns, key, rules);
    }

    /** The names of the key's columns as SQL writes a row of them. */
    String keyRow() {
        return key.stream().map(SourceTable::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    /** A query for these rows; the columns in order, each in its own output form. */
    String select(String condition) {
        String names = columns.stream()
                .map(column -> SourceTable.quoted(column.name()))
                .collect(Collectors.joining(", "));
        return "SELECT %s FROM %s WHERE %s".formatted(names, rows, condition);
    }
}
