package io.millrace.contracts.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A row that is not the same in source and lake.
 *
 * @param key the key's columns in the wire's form
 * @param columns those that differ, where both have the row
 * @param source the row in the source by column, long values cut short; null where it has none
 * @param lake the rows of the key in the lake
 * @param quarantined why a change of the row was put aside and waits for a decision; null if none does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RowDifference(
        Kind kind,
        ObjectNode key,
        List<String> columns,
        Map<String, String> source,
        List<Map<String, String>> lake,
        String quarantined) {

    /** How they differ. */
    public enum Kind {
        MISSING_IN_LAKE,
        NOT_IN_SOURCE,
        CHANGED,
        DOUBLED
    }

    public RowDifference {
        columns = List.copyOf(columns);
        lake = List.copyOf(lake);
    }
}
