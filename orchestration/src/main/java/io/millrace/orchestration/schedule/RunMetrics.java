package io.millrace.orchestration.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.millrace.orchestration.chain.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts runs by result, times them, and knows when each job last succeeded. */
public final class RunMetrics {
    private static final double MILLIS = 1000.0;

    private final MeterRegistry registry;
    private final Map<String, Instant> successes = new ConcurrentHashMap<>();

    public RunMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows the time of the last success of a job; not a number before the first. */
    void show(String job) {
        registry.gauge(
                "millrace.orchestration.last.success.timestamp.seconds",
                Tags.of("job", job),
                successes,
                known -> known.containsKey(job) ? known.get(job).toEpochMilli() / MILLIS : Double.NaN);
    }

    void succeeded(String job, Instant when) {
        successes.put(job, when);
    }

    void ended(String job, Result result, Instant begin, Instant end) {
        registry.counter("millrace.orchestration.runs", "job", job, "result", result.code())
                .increment();
        Timer.builder("millrace.orchestration.run")
                .tags("job", job, "result", result.code())
                .register(registry)
                .record(Duration.between(begin, end));
        if (result == Result.SUCCEEDED) {
            succeeded(job, end);
        }
    }
}
