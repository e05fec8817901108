package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import java.util.List;
import java.util.Optional;

/**
 * The table of items.
 *
 * @param id the column that identifies an item
 * @param title the column that a person reads; the id where there is none
 * @param attributes columns by which items are filtered and shown
 * @param available the condition under which an item may be recommended; without one each may
 */
public record Items(
        TableId table, String id, Optional<String> title, List<String> attributes, Optional<Available> available) {
    public Items {
        attributes = List.copyOf(attributes);
    }

    /** A row is available where the column is above the bound; a NULL is not. */
    public record Available(String column, double above) {}
}
