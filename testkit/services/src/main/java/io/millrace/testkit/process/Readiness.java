package io.millrace.testkit.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * When a started process counts as ready.
 *
 * @param answers asked again and again; must return soon and not throw
 * @param limit how long it may take
 */
public record Readiness(BooleanSupplier answers, Duration limit) {
    /** Ready as soon as it runs. */
    public static Readiness atOnce() {
        return new Readiness(() -> true, Duration.ofSeconds(1));
    }

    /** Ready when the supplier says so, within the limit. */
    public static Readiness when(BooleanSupplier answers, Duration limit) {
        return new Readiness(answers, limit);
    }
}
