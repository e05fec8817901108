package io.millrace.serving.recommend;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What has come of one shadow on this node, and the metrics that show it while it lasts. */
final class ShadowTally implements AutoCloseable {
    private static final String MODEL = "model";

    private final ShadowPointer pointer;
    private final MeterRegistry metrics;
    private final List<Meter> meters = new ArrayList<>();
    private ShadowCounts unreported = ShadowCounts.NONE;
    private ShadowCounts counts = ShadowCounts.NONE;
    private long passedOver;

    ShadowTally(ShadowPointer pointer, MeterRegistry metrics) {
        this.pointer = pointer;
        this.metrics = metrics;
        requests("ranked", tally -> tally.counts().ranked());
        requests("failed", tally -> tally.counts().failed());
        requests("not_finite", tally -> tally.counts().notFinite());
        requests("passed_over", ShadowTally::passedOver);
        ranking("shadow", tally -> tally.counts().nanos());
        ranking("current", tally -> tally.counts().currentNanos());
        meters.add(Gauge.builder("millrace.serving.shadow.overlap", this, tally -> tally.counts()
                        .overlap())
                .description("Share of the items of the best ten that the shadowed and the current model both list")
                .tag(MODEL, pointer.model())
                .register(metrics));
    }

    private void requests(String outcome, ToDoubleFunction<ShadowTally> number) {
        meters.add(FunctionCounter.builder("millrace.serving.shadow.requests", this, number)
                .description("Requests that were offered to the shadowed model, by what came of them")
                .tag(MODEL, pointer.model())
                .tag("outcome", outcome)
                .register(metrics));
    }

    private void ranking(String by, ToDoubleFunction<ShadowTally> nanos) {
        ToLongFunction<ShadowTally> ranked = tally -> tally.counts().ranked();
        meters.add(FunctionTimer.builder("millrace.serving.shadow.ranking", this, ranked, nanos, TimeUnit.NANOSECONDS)
                .description("Time of the rankings that are compared, by the shadowed model and by the current one")
                .tag(MODEL, pointer.model())
                .tag("by", by)
                .register(metrics));
    }

    ShadowPointer pointer() {
        return pointer;
    }

    synchronized void add(ShadowCounts more) {
        counts = counts.plus(more);
        unreported = unreported.plus(more);
    }

    synchronized void passOver() {
        passedOver++;
    }

    synchronized ShadowCounts counts() {
        return counts;
    }

    synchronized long passedOver() {
        return passedOver;
    }

    /** What nobody was told yet; who takes it tells it, or gives it back. */
    synchronized ShadowCounts takeUnreported() {
        ShadowCounts taken = unreported;
        unreported = ShadowCounts.NONE;
        return taken;
    }

    synchronized void giveBack(ShadowCounts untold) {
        unreported = unreported.plus(untold);
    }

    synchronized ShadowState state() {
        return ShadowState.of(pointer, counts, passedOver);
    }

    /** The metrics end with the shadow. */
    @Override
    public void close() {
        meters.forEach(metrics::remove);
    }
}
