package io.millrace.dashboard.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.pipeline.Aggregate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A measure over one span.
 *
 * @param at when the span begins
 * @param value nothing for the mean of no rows
 * @param count rows that are in it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Point(Instant at, Optional<BigDecimal> value, long count) {
    static Point of(Instant at, MeasureBucket bucket, Aggregate aggregate) {
        return new Point(at, bucket.value(aggregate), bucket.count());
    }
}
