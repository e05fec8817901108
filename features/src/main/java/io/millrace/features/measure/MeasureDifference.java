package io.millrace.features.measure;

import io.millrace.contracts.online.MeasureBucket;

/**
 * A span of a measure that is not the same in Redis as in the lake.
 *
 * @param span as {@link io.millrace.contracts.online.MeasurePoint#key} names it
 */
public record MeasureDifference(String span, Figures lake, Figures redis) {
    /** What a span has: how many rows, their sum, and how many different values. */
    public record Figures(long rows, String sum, long distinct) {
        static Figures of(MeasureBucket bucket) {
            return new Figures(bucket.count(), bucket.sum().toPlainString(), bucket.distinct());
        }
    }
}
