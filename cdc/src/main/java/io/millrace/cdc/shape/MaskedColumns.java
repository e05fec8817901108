package io.millrace.cdc.shape;

import io.millrace.cdc.source.StoredColumn;
import io.millrace.cdc.source.TableShape;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.Set;

/**
 * Keeps the values of a masked column from going out under another name, also where a column that is not meant has taken
 * the name that the pipeline file says.
 *
 * @param names of the columns with a rule
 */
record MaskedColumns(TableId table, Set<String> names) {
    /**
     * Does nothing while each column that had a name with a rule has one still.
     *
     * @throws PipelineException of kind CONFIGURATION if one was renamed
     */
    void requireNoneUncovered(TableShape before, TableShape after) {
        if (before.relation() != after.relation()) {
            return;
        }
        for (StoredColumn column : before.columns()) {
            after.columns().stream()
                    .filter(now -> now.number() == column.number())
                    .filter(now -> names.contains(column.name()) && !names.contains(now.name()))
                    .findFirst()
                    .ifPresent(now -> {
                        throw new PipelineException(
                                FailureKind.CONFIGURATION,
                                ("The pipeline file masks the column '%s' of %s, which is called '%s' now; capture stops"
                                                + " before its values go out under that name; say it in the file")
                                        .formatted(column.name(), table, now.name()));
                    });
        }
    }
}
