package io.millrace.contracts.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.TableId;
import java.util.List;

/**
 * Asks capture to read a table of the pipeline again while everything streams on: {@code POST} {@link #PATH} answers 202
 * with a {@link ReloadState}, {@code GET} the states of all that are not forgotten. A request that was answered survives
 * the end of the process.
 *
 * @param where an SQL condition over the source's columns; with it, or with keys, only those rows are read. Null for all
 * @param keys keys whose rows are read whatever the condition says, each with the key's columns in canonical form; one
 *     without a row is reported as gone. Null for none
 * @param reason who asks and why, for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReloadRequest(TableId table, String where, List<ObjectNode> keys, String reason) {
    public static final String PATH = "/v1/reloads";

    public ReloadRequest {
        keys = keys == null ? null : List.copyOf(keys);
    }

    /** A request for the whole table. */
    public static ReloadRequest ofTable(TableId table, String reason) {
        return new ReloadRequest(table, null, null, reason);
    }

    /** A request for these rows alone. */
    public static ReloadRequest ofKeys(TableId table, List<ObjectNode> keys, String reason) {
        return new ReloadRequest(table, null, keys, reason);
    }
}
