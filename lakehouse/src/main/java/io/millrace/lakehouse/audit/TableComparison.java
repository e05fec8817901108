package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.TableId;
import java.util.List;

/**
 * What a comparison of one table found.
 *
 * @param rows rows of the source table
 * @param missing source rows that silver does not hold, each as often as it is missing
 * @param surplus silver rows that the source does not hold
 * @param examples some of them, with a minus for missing and a plus for surplus
 */
public record TableComparison(TableId table, long rows, long missing, long surplus, List<String> examples) {
    public TableComparison {
        examples = List.copyOf(examples);
    }

    /** Whether both hold the same rows, each as often. */
    public boolean equal() {
        return missing == 0 && surplus == 0;
    }
}
