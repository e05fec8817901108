package io.millrace.contracts.pipeline;

/**
 * What rises against its own past: values of a dimension, by the rows that count in a measure.
 *
 * @param by a dimension of the measure
 * @param window one of the measure's, but not all time
 * @param recent how many whole spans, beside the one that is not over, are now
 * @param baseline how many spans before those are the past
 */
public record Trend(String name, String measure, String by, Window window, int recent, int baseline) {}
