package io.millrace.serving.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Shows which model and which features are held, and how old they are. */
public final class ViewMetrics implements MeterBinder {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final ViewRefresh views;
    private final Clock clock;

    public ViewMetrics(ViewRefresh views, Clock clock) {
        this.views = views;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        versions(registry);
        age(registry, "millrace.serving.model.age", "Time since the model was trained", view -> view.model()
                .map(model -> model.manifest().trainedAt()));
        age(
                registry,
                "millrace.serving.features.age",
                "Time since the source is known to have been at the position of the features",
                view -> view.catalog().map(catalog -> catalog.features().sourceTime()));
        Gauge.builder(
                        "millrace.serving.model.items",
                        () -> views.view().model().map(Model::size).orElse(0))
                .description("Items that the model can rank")
                .register(registry);
        Gauge.builder(
                        "millrace.serving.catalog.items",
                        () -> views.view().catalog().map(Catalog::size).orElse(0))
                .description("Items in the catalog")
                .register(registry);
        Gauge.builder("millrace.serving.stale", () -> views.isStale() ? 1 : 0)
                .description("1 while the online store does not confirm what is held")
                .register(registry);
    }

    private void versions(MeterRegistry registry) {
        MultiGauge model = MultiGauge.builder("millrace.serving.model.info")
                .description("1 for the model that is held")
                .register(registry);
        MultiGauge features = MultiGauge.builder("millrace.serving.features.info")
                .description("1 for the features that are held")
                .register(registry);
        views.onExchange(view -> {
            model.register(one(view.model().map(held -> held.manifest().model())), true);
            features.register(one(view.catalog().map(held -> held.features().version())), true);
        });
    }

    private static List<Row<?>> one(Optional<String> version) {
        return version.<List<Row<?>>>map(text -> List.of(Row.of(Tags.of("version", text), 1)))
                .orElse(List.of());
    }

    private void age(MeterRegistry registry, String name, String sentence, Function<View, Optional<Instant>> since) {
        Gauge.builder(name, () -> since.apply(views.view())
                        .map(moment -> Duration.between(moment, clock.instant()).toMillis() / MILLIS_PER_SECOND)
                        .orElse(Double.NaN))
                .description(sentence)
                .baseUnit("seconds")
                .register(registry);
    }
}
