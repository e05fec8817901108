package io.millrace.lakehouse.silver;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.lakehouse.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Counts what the silver tables receive. */
public final class FoldMetrics {
    private final MeterRegistry registry;
    private final Timer rounds;
    private final Freshness freshness;
    private final AtomicReference<Instant> reflected = new AtomicReference<>(Instant.now());

    public FoldMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.rounds = Timer.builder("millrace.silver.round")
                .description("Time of a round that brings the silver tables to a later position")
                .register(registry);
        this.freshness = new Freshness(registry, "silver");
        registry.gauge("millrace.silver.lag.seconds", reflected, FoldMetrics::age);
    }

    private static double age(AtomicReference<Instant> reflected) {
        return Duration.between(reflected.get(), Instant.now()).toMillis() / 1000.0;
    }

    void folded(TableId table, FoldSummary summary, Duration time) {
        registry.timer("millrace.silver.fold", "table", table.toString()).record(time);
        count("upserted", table, summary.upserts());
        count("deleted", table, summary.deletes());
        count("rejected", table, summary.rejected());
    }

    private void count(String what, TableId table, long rows) {
        registry.counter("millrace.silver." + what, "table", table.toString()).increment(rows);
    }

    void round(Duration time, Progress reached) {
        rounds.record(time);
        reflected.set(reached.sourceTime());
        freshness.reached(reached);
    }
}
