package io.millrace.workloads.shop.intake.write;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.workloads.shop.intake.event.EventKind;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts records by what became of them. */
public final class IntakeMetrics {
    private static final String RECORDS = "millrace.shop.intake.records";

    private final MeterRegistry registry;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicInteger writing = new AtomicInteger();

    public IntakeMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (EventKind kind : EventKind.values()) {
            for (Outcome outcome : Outcome.values()) {
                if (outcome != Outcome.REFUSED) {
                    counter(kind, outcome, "none");
                }
            }
            for (RefusalReason reason : RefusalReason.values()) {
                counter(kind, Outcome.REFUSED, reason.label());
            }
        }
        Gauge.builder("millrace.shop.intake.waiting", waiting, AtomicLong::get)
                .description(
                        "Records that were taken and are not in the database yet, of the partitions of this process")
                .register(registry);
        Gauge.builder("millrace.shop.intake.writing", writing, AtomicInteger::get)
                .description("1 where the last record could be dealt with, 0 where the database is away")
                .register(registry);
    }

    void done(EventKind kind, Outcome outcome) {
        counter(kind, outcome, "none").increment();
    }

    void refused(EventKind kind, RefusalReason reason) {
        counter(kind, Outcome.REFUSED, reason.label()).increment();
    }

    void waiting(long records) {
        waiting.set(records);
    }

    void writing(boolean possible) {
        writing.set(possible ? 1 : 0);
    }

    /** Records that wait for the database. */
    public long waiting() {
        return waiting.get();
    }

    private Counter counter(EventKind kind, Outcome outcome, String reason) {
        return Counter.builder(RECORDS)
                .description("Records by what became of them")
                .tag("kind", kind.label())
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .tag("reason", reason)
                .register(registry);
    }
}
