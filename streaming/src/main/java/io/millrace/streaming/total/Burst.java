package io.millrace.streaming.total;

import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Rule.ManyRows;
import io.millrace.contracts.pipeline.Rule.ManyValues;
import io.millrace.streaming.wire.Sighting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Too much within a span of time: the rows of a key are shown in the order of their times until there are more of them, or
 * of their values, than the bound.
 */
final class Burst {
    private final Limit limit;
    private final Deque<Seen> seen = new ArrayDeque<>();
    private final Map<String, Integer> values = new HashMap<>();

    /**
     * What is too much.
     *
     * @param byValue whether different values count, and not rows
     */
    record Limit(long bound, Duration within, Duration coolDown, boolean byValue) {
        /** The limit of a rule that has one. */
        static Limit of(Rule rule) {
            if (rule.cause() instanceof ManyValues many) {
                return new Limit(many.bound(), many.within(), many.coolDown(), true);
            }
            ManyRows many = (ManyRows) rule.cause();
            return new Limit(many.bound(), many.within(), many.coolDown(), false);
        }

        long withinMicros() {
            return within.toNanos() / 1_000;
        }

        long coolDownMicros() {
            return coolDown.toNanos() / 1_000;
        }
    }

    /** A row that is within the span. */
    record Seen(String row, Sighting sighting) {}

    Burst(Limit limit) {
        this.limit = limit;
    }

    /** Shows the next row; says whether it is one too many. */
    boolean passes(String row, Sighting sighting) {
        seen.add(new Seen(row, sighting));
        sighting.value().ifPresent(value -> values.merge(value, 1, Integer::sum));
        while (seen.element().sighting().micros() <= sighting.micros() - limit.withinMicros()) {
            seen.remove()
                    .sighting()
                    .value()
                    .ifPresent(value -> values.compute(value, (any, count) -> count == 1 ? null : count - 1));
        }
        return found() > limit.bound();
    }

    /** How many rows or values are within the span that ends with the last row. */
    long found() {
        return limit.byValue() ? values.size() : seen.size();
    }

    /** The rows within that span. */
    Iterable<Seen> rows() {
        return seen;
    }
}
