package io.millrace.contracts.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.source.ReloadState;
import java.util.List;

/**
 * What a person may ask of the lakehouse, as {@code POST} {@link #PATH}: to read a table again from the source. It answers
 * 202 with the {@link ReloadState} that capture gave; {@code GET} shows a {@link Progress} for each table.
 *
 * @param where an SQL condition that the source and the lake both understand: the rows that match it in either are read
 *     again. Null for the whole table
 * @param reason who asks and why, for people; may be null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Resync(TableId table, String where, String reason) {
    public static final String PATH = "/v1/resyncs";

    /**
     * What became of the reloads of a table.
     *
     * @param waiting ids of those that are in the change log and not yet in the table
     * @param applied ids of those whose rows are in the table, as far as they are remembered
     * @param keys rows that the lake itself has asked for
     * @param stale why the table may not equal the source; null while it does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(TableId table, List<String> waiting, List<String> applied, int keys, String stale) {
        public Progress {
            waiting = List.copyOf(waiting);
            applied = List.copyOf(applied);
        }
    }
}
