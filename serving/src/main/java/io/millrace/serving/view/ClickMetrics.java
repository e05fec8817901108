package io.millrace.serving.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.ClickThrough.Line;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.OnlineStore;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how often recommendations were clicked, as it was counted last; without a count it shows nothing. */
public final class ClickMetrics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClickMetrics.class);
    /** It is counted every few hours, so there is no hurry. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final String NONE = "none";
    private static final double MILLIS_PER_SECOND = 1e3;

    private final OnlineStore store;
    private final Map<MultiGauge, ToDoubleFunction<Line>> gauges = new LinkedHashMap<>();
    private final RepeatedWork work = new RepeatedWork("click-metrics", this::look);

    private volatile Optional<ClickThrough> counted = Optional.empty();
    private boolean failing;

    /** Shows what this store holds. */
    public ClickMetrics(OnlineStore store, Clock clock, MeterRegistry registry) {
        this.store = store;
        gauge(registry, "share", "Clicks per impression", Line::share);
        gauge(registry, "share.lower", "Lower end of the 95 % interval of clicks per impression", Line::lower);
        gauge(registry, "share.upper", "Upper end of the 95 % interval of clicks per impression", Line::upper);
        gauge(registry, "impressions", "Impressions behind the share", Line::impressions);
        Gauge.builder("millrace.clicks.age", () -> counted.map(count ->
                                Duration.between(count.asOf(), clock.instant()).toMillis() / MILLIS_PER_SECOND)
                        .orElse(Double.NaN))
                .description("Time since clicks were counted")
                .baseUnit("seconds")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String sentence, ToDoubleFunction<Line> value) {
        gauges.put(
                MultiGauge.builder("millrace.clicks." + name)
                        .description(sentence)
                        .register(registry),
                value);
    }

    /** Begins to look, in the background. */
    public void start() {
        work.start();
    }

    /** Ends when the looking does: when it is closed, or when it fails in a way nobody foresaw. */
    public CompletableFuture<Void> end() {
        return work.end();
    }

    private Duration look() {
        try {
            show(store.clickThrough());
            failing = false;
        } catch (PipelineException e) {
            if (!failing && !work.isClosed()) {
                failing = true;
                LOG.warn("{}; click-through stays as it was shown last", e.getMessage());
            }
        }
        return PAUSE;
    }

    private void show(Optional<ClickThrough> now) {
        counted = now;
        gauges.forEach((gauge, value) -> gauge.register(
                now.stream()
                        .flatMap(count -> count.lines().stream())
                        .<Row<?>>map(line -> Row.of(tags(line), value.applyAsDouble(line)))
                        .toList(),
                true));
    }

    private static Tags tags(Line line) {
        return Tags.of("model", line.model().orElse(NONE), "path", line.path().orElse(NONE));
    }

    @Override
    public void close() {
        work.close();
    }
}
