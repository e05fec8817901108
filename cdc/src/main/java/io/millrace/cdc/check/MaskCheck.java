package io.millrace.cdc.check;

import io.millrace.cdc.source.SourceColumn;
import io.millrace.cdc.source.SourceTable;
import io.millrace.contracts.pipeline.ColumnRule;
import io.millrace.contracts.process.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the columns that are to be masked are there and may be.
 *
 * <p>Each finding keeps capture from starting: a misspelt name would let the clear values of the column that was meant
 * into Kafka, where they stay.
 */
record MaskCheck(SourceTable table, Map<String, ColumnRule> rules) {

    List<Finding> find() {
        List<Finding> findings = new ArrayList<>();
        List<String> names = table.columns().stream()
                .filter(column -> !column.generated())
                .map(SourceColumn::name)
                .toList();
        for (String name : rules.keySet()) {
            if (!names.contains(name)) {
                findings.add(Finding.capture(
                        table.id().toString(),
                        "is to have its column '%s' masked, but its log has none of that name.%s"
                                .formatted(name, Suggestion.didYouMean(name, names))));
            } else if (table.key().contains(name)) {
                findings.add(Finding.capture(
                        table.id().toString(),
                        "is to have its column '%s' masked, by which its rows are told apart and found again; take the"
                                        .formatted(name)
                                + " mask away, or give the table a key that says nothing of anybody"));
            }
        }
        return findings;
    }
}
