package io.millrace.cdc.reload;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.util.List;

/**
 * A range of a table that is on the broker.
 *
 * @param upTo the position at which it was read
 * @param rows its records in each partition
 */
record FinishedRange(long upTo, List<Long> rows) {
    FinishedRange {
        rows = List.copyOf(rows);
    }

    long total() {
        return rows.stream().mapToLong(Long::longValue).sum();
    }

    String json() {
        try {
            return Json.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A range can be written as JSON", e);
        }
    }

    static FinishedRange parse(String json) {
        try {
            return Json.mapper().readValue(json, FinishedRange.class);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS, "What capture remembers of a range cannot be read: " + json, e);
        }
    }
}
