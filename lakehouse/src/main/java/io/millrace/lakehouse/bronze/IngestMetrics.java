package io.millrace.lakehouse.bronze;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.contracts.change.Progress;
import io.millrace.lakehouse.Freshness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the change log receives. */
public final class IngestMetrics {
    private final MeterRegistry registry;
    private final Timer batches;
    private final Freshness freshness;
    private final AtomicLong finished = new AtomicLong();

    public IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batches = Timer.builder("millrace.bronze.batch")
                .description("Time from a micro-batch's start to its commit")
                .register(registry);
        this.freshness = new Freshness(registry, "bronze");
    }

    void ingested(List<PartitionSummary> summaries, long nanos) {
        batches.record(Duration.ofNanos(nanos));
        for (PartitionSummary summary : summaries) {
            if (summary.changes() > 0) {
                registry.counter("millrace.bronze.changes", "table", summary.table())
                        .increment(summary.changes());
            }
            registry.counter("millrace.bronze.unreadable").increment(summary.unreadable());
        }
        finished.incrementAndGet();
    }

    /** All tables of the log are complete up to there. */
    void reached(Progress progress) {
        freshness.reached(progress);
    }

    /** Micro-batches committed since the start. */
    public long batches() {
        return finished.get();
    }
}
