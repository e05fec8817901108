package io.millrace.serving.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.OnlineStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the pointers of the online store: loads what they name beside what is held, then exchanges it at once.
 *
 * <p>Beside the current model at most two are held: the one before it, so that going back loads nothing, and the one that is
 * shadowed. What is held stays when the store is unreachable, has lost its pointers, or names what cannot be loaded.
 */
public final class ViewRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ViewRefresh.class);
    /** The view is stale when this many looks in a row did not confirm it. */
    private static final int MISSED_LOOKS = 12;

    private final OnlineStore store;
    private final Duration poll;
    private final Clock clock;
    private final Counter failures;
    private final Timer loads;
    private final Composition composition;
    private final RepeatedWork work = new RepeatedWork("view-refresh", this::look);
    private final Slot<Catalog> catalog = new Slot<>();
    private final Slot<Model> model = new Slot<>();
    private final Slot<ShadowModel> shadow = new Slot<>();
    /** The model that was current before, so that going back to it loads nothing. */
    private volatile Optional<Model> before = Optional.empty();

    private volatile Instant confirmedAt;
    private boolean failing;

    /** Shows in the composition what the store's pointers name. */
    public ViewRefresh(OnlineStore store, Composition composition, Duration poll, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.composition = composition;
        this.poll = poll;
        this.clock = clock;
        this.confirmedAt = clock.instant();
        this.failures = Counter.builder("millrace.serving.refresh.failures")
                .description("Looks for newer features or models that failed")
                .register(metrics);
        this.loads = Timer.builder("millrace.serving.load")
                .description("Time to load a catalog or a model")
                .register(metrics);
    }

    /** Looks once in the background, then again at every interval. */
    public void start() {
        work.start();
    }

    /** Who is told of every new catalog and model; set before the start. */
    void onExchange(Consumer<View> listener) {
        composition.onExchange(listener);
    }

    /** Ends when the refresh does: when it is closed, or when it fails in a way nobody foresaw. */
    public CompletableFuture<Void> end() {
        return work.end();
    }

    /** What a request should see. */
    public View view() {
        return composition.view();
    }

    /** What a request would see if this model, the current one or the one before it, were current; nothing of any other. */
    public Optional<View> viewOf(String version) {
        View now = view();
        if (now.isOf(version)) {
            return Optional.of(now);
        }
        return before.filter(held -> held.manifest().model().equals(version)).map(now::of);
    }

    /** Whether the store has not confirmed for a while that the view is current. */
    public boolean isStale() {
        return confirmedAt.plus(poll.multipliedBy(MISSED_LOOKS)).isBefore(clock.instant());
    }

    private Duration look() {
        refresh();
        return poll;
    }

    private void refresh() {
        try {
            boolean current = follow(store.currentFeatures(), store.currentModel());
            if (current) {
                confirmedAt = clock.instant();
            }
            // Last, so that a shadow that cannot be read keeps nothing else from being followed.
            followShadow(store.currentShadow());
            if (failing) {
                failing = false;
                LOG.info("The online store answers again");
            }
        } catch (PipelineException e) {
            failures.increment();
            if (!failing && !work.isClosed()) {
                failing = true;
                LOG.warn("{}; answering from what is in memory", e.getMessage());
            }
        }
    }

    private boolean follow(Optional<FeaturesPointer> features, Optional<ModelManifest> manifest) {
        Instant now = clock.instant();
        boolean changed = false;
        if (features.isPresent() && catalog.wants(features.get().version(), now)) {
            changed = load(catalog, features.get().version(), () -> catalogOf(features.get()));
        }
        if (manifest.isPresent() && model.wants(manifest.get().model(), now)) {
            changed |= show(manifest.get());
        }
        if (changed) {
            composition.hold(catalog.held(), model.held());
        }
        return isHeld(catalog, features.map(FeaturesPointer::version))
                && isHeld(model, manifest.map(ModelManifest::model));
    }

    private boolean show(ModelManifest manifest) {
        Optional<Model> shown = model.held();
        Optional<Model> known = Stream.concat(
                        before.stream(), shadow.held().stream().map(ShadowModel::model))
                .filter(kept -> kept.manifest().model().equals(manifest.model()))
                .findFirst();
        // Beside the one that is shown and the one that is being loaded no other may have room.
        before = Optional.empty();
        dropShadow();
        if (known.isPresent()) {
            model.hold(manifest.model(), known.get());
            LOG.info("Holding {} again", manifest.model());
        } else if (!load(model, manifest.model(), () -> modelOf(manifest))) {
            return false;
        }
        before = shown;
        return true;
    }

    /** What is shadowed beside another model than the one that is shown is over, or has not begun. */
    private void followShadow(Optional<ShadowPointer> pointer) {
        Optional<String> shown = model.held().map(held -> held.manifest().model());
        Optional<ShadowPointer> wanted = pointer.filter(named -> shown.equals(Optional.of(named.beside())));
        if (wanted.isEmpty()) {
            dropShadow();
            return;
        }
        ShadowPointer named = wanted.get();
        String version = ShadowModel.version(named);
        if (shadow.wants(version, clock.instant())) {
            dropShadow();
            if (load(shadow, version, () -> new ShadowModel(named, modelOf(named.manifest())))) {
                composition.shadow(shadow.held());
            }
        }
    }

    private void dropShadow() {
        if (shadow.held().isPresent()) {
            shadow.release();
            composition.shadow(Optional.empty());
        }
    }

    // A pointer that is gone while something is held: the store has lost it, and nothing confirms what is held.
    private static boolean isHeld(Slot<?> slot, Optional<String> version) {
        return version.map(slot::holds).orElseGet(() -> slot.held().isEmpty());
    }

    private interface Loading<T> {
        T load();
    }

    private <T> boolean load(Slot<T> slot, String version, Loading<T> loading) {
        long start = System.nanoTime();
        try {
            slot.hold(version, loading.load());
            loads.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            LOG.info("Holding {} after {} ms", version, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            return true;
        } catch (PipelineException e) {
            slot.fail(version, clock.instant());
            failures.increment();
            LOG.warn("Cannot load {}: {}", version, e.getMessage());
            return false;
        }
    }

    private Catalog catalogOf(FeaturesPointer features) {
        Catalog.Builder builder = composition.newCatalog();
        for (int part = 0; part < features.itemParts(); part++) {
            builder.add(store.items(features.version(), part));
        }
        return builder.build(features);
    }

    private Model modelOf(ModelManifest manifest) {
        var builder = new Model.Builder(manifest);
        for (int part = 0; part < manifest.itemParts(); part++) {
            builder.add(store.itemFactors(manifest.model(), part));
        }
        return builder.build();
    }

    @Override
    public void close() {
        work.close();
        store.close();
    }
}
