package io.millrace.lakehouse;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.contracts.change.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Measures the time from a commit of the source until readers of one layer of the lake can see it. Each position that
 * the layer reaches is a sample; an idle source has one for each heartbeat.
 */
public final class Freshness {
    private static final Duration[] BUCKETS = Stream.of(
                    "PT0.1S", "PT0.25S", "PT0.5S", "PT1S", "PT2S", "PT3S", "PT5S", "PT10S", "PT20S", "PT40S", "PT1M",
                    "PT2M", "PT5M")
            .map(Duration::parse)
            .toArray(Duration[]::new);

    private final Timer timer;
    private Instant latest = Instant.MIN;

    /** A measure of this layer, bronze or silver. */
    public Freshness(MeterRegistry registry, String layer) {
        this.timer = Timer.builder("millrace.freshness")
                .description("Time from a commit of the source until the layer shows it")
                .tag("layer", layer)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** The layer shows all that the source had committed then; the same moment again is no sample. */
    public synchronized void reached(Progress progress) {
        if (progress.sourceTime().isAfter(latest)) {
            latest = progress.sourceTime();
            Duration age = Duration.between(latest, Instant.now());
            // The source's clock may be ahead of this one.
            timer.record(age.isNegative() ? Duration.ZERO : age);
        }
    }
}
