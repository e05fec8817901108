package io.millrace.contracts.pipeline;

/** What a measure makes of its rows. */
public enum Aggregate {
    /** The sum of the values; rows without one do not count. */
    SUM,
    /** The number of rows, or of those with a value where the measure names one. */
    COUNT,
    /** The mean of the values; rows without one do not count. */
    AVERAGE,
    /** How many different values there are. */
    DISTINCT
}
