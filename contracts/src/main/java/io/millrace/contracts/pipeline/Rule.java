package io.millrace.contracts.pipeline;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What raises an alert.
 *
 * @param name such as {@code HIGH_VALUE}
 * @param key column with whom or what an alert is about; a row without one raises none
 */
public record Rule(String name, Severity severity, TimedRows rows, ColumnRef key, Cause cause) {

    /** How bad it is. */
    public enum Severity {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    /** When it is raised. */
    public sealed interface Cause {}

    /**
     * One row has a value above a bound.
     *
     * @param value the columns whose product is the value: one or two
     */
    public record AboveValue(List<ColumnRef> value, BigDecimal bound) implements Cause {
        public AboveValue {
            value = List.copyOf(value);
        }
    }

    /** A key has more rows within a span of time than the bound. */
    public record ManyRows(long bound, Duration within, Duration coolDown) implements Cause {}

    /** The rows of a key have more different values within a span of time than the bound. */
    public record ManyValues(ColumnRef value, long bound, Duration within, Duration coolDown) implements Cause {}
}
