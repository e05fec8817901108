package io.millrace.serving.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.millrace.serving.view.Composition;
import java.time.Clock;
import java.time.Duration;

/** Shows how old the live state is, how many of its items are held, and who waits for it. */
public final class LiveMetrics implements MeterBinder {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final LiveFollow live;
    private final ProgressWatch progress;
    private final Composition composition;
    private final Clock clock;

    public LiveMetrics(LiveFollow live, ProgressWatch progress, Composition composition, Clock clock) {
        this.live = live;
        this.progress = progress;
        this.composition = composition;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("millrace.serving.live.age", this::age)
                .description("Time since the source is known to have been at the position of the live state")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("millrace.serving.live.items", composition::liveItems)
                .description("Items of the live state that are held")
                .register(registry);
        Gauge.builder("millrace.serving.live.waiting", progress::waiting)
                .description("Requests that wait until the live state has reached a position")
                .register(registry);
    }

    private double age() {
        return live.progress()
                .map(progress ->
                        Duration.between(progress.sourceTime(), clock.instant()).toMillis() / MILLIS_PER_SECOND)
                .orElse(Double.NaN);
    }
}
