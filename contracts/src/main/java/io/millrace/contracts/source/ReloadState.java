package io.millrace.contracts.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.TableId;
import java.time.Instant;

/**
 * How far a re-reading is.
 *
 * @param id names it in the records that it leaves
 * @param rows records published so far
 * @param problem why it failed or what it waits for; null where nothing is wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReloadState(
        String id, TableId table, Phase phase, long rows, String reason, String problem, Instant asked, Instant ended) {

    /** The life of a re-reading. */
    public enum Phase {
        WAITING,
        READING,
        /** All of it is on the broker; the lake applies it when its stream is that far. */
        PUBLISHED,
        FAILED
    }
}
