package io.millrace.contracts.online;

import io.millrace.contracts.pipeline.Window;
import java.time.Instant;
import java.util.Optional;

/**
 * One span of one measure, as the topic {@code metrics} has it; a later record of the same span replaces it.
 *
 * @param by the dimension's name, or {@link io.millrace.contracts.pipeline.Measure#TOTAL}
 * @param dimension the dimension's value; nothing for the total, and for rows that have none
 */
public record MeasurePoint(
        String measure, String by, Optional<String> dimension, Window window, Instant start, MeasureBucket bucket) {
    /** What the record is keyed by: the same for all records of the span. */
    public String key() {
        return String.join("|", measure, by, window.text(), String.valueOf(start.getEpochSecond()))
                + dimension.map(value -> "|" + value).orElse("");
    }
}
