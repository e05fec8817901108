package io.millrace.serving.store;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store that is not asked while it is known to fail: after a few failures it is left alone for a second, then one
 * request tries. So a store that hangs does not make every request wait for the timeout.
 *
 * <p>Reading and writing are judged apart: a store that is full, or a replica, is read though it takes nothing.
 */
public final class GuardedStore implements OnlineStore {
    private static final int CALLS_WATCHED = 8;
    private static final int CALLS_BEFORE_JUDGEMENT = 4;
    private static final Duration REST = Duration.ofSeconds(1);

    private final OnlineStore store;
    private final CircuitBreaker reading = circuit("online-store-reading");
    private final CircuitBreaker writing = circuit("online-store-writing");

    public GuardedStore(OnlineStore store) {
        this.store = store;
    }

    private static CircuitBreaker circuit(String name) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(CALLS_WATCHED)
                        .minimumNumberOfCalls(CALLS_BEFORE_JUDGEMENT)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitDurationInOpenState(REST)
                        .build());
    }

    @Override
    public Optional<FeaturesPointer> currentFeatures() {
        return guarded(store::currentFeatures);
    }

    @Override
    public Optional<ModelManifest> currentModel() {
        return guarded(store::currentModel);
    }

    @Override
    public Optional<ShadowPointer> currentShadow() {
        return guarded(store::currentShadow);
    }

    @Override
    public void addToShadow(ShadowPointer shadow, ShadowCounts more) {
        guarded(writing, () -> {
            store.addToShadow(shadow, more);
            return shadow;
        });
    }

    @Override
    public Optional<ClickThrough> clickThrough() {
        return guarded(store::clickThrough);
    }

    @Override
    public List<CatalogItem> items(String version, int part) {
        return guarded(() -> store.items(version, part));
    }

    @Override
    public ItemFactors itemFactors(String model, int part) {
        return guarded(() -> store.itemFactors(model, part));
    }

    @Override
    public Optional<UserFeatures> user(String version, String userId) {
        return guarded(() -> store.user(version, userId));
    }

    @Override
    public List<Glance> glances(String userId) {
        return guarded(() -> store.glances(userId));
    }

    @Override
    public Optional<LivePointer> currentLive() {
        return guarded(store::currentLive);
    }

    @Override
    public Optional<Progress> liveProgress(LivePointer live) {
        return guarded(() -> store.liveProgress(live));
    }

    @Override
    public LiveLook liveUser(LivePointer live, String userId) {
        return guarded(() -> store.liveUser(live, userId));
    }

    @Override
    public LiveItems liveItems(LivePointer live) {
        return guarded(() -> store.liveItems(live));
    }

    @Override
    public LiveItemChanges liveItemChanges(LivePointer live, String after, Duration patience) {
        return guarded(() -> store.liveItemChanges(live, after, patience));
    }

    @Override
    public boolean isEndOfLiveItemChanges(LivePointer live, String end) {
        return guarded(() -> store.isEndOfLiveItemChanges(live, end));
    }

    @Override
    public void keepAnswer(String responseId, byte[] answer, int most, Duration age) {
        guarded(writing, () -> {
            store.keepAnswer(responseId, answer, most, age);
            return responseId;
        });
    }

    @Override
    public Optional<byte[]> keptAnswer(String responseId) {
        return guarded(() -> store.keptAnswer(responseId));
    }

    private <T> T guarded(Supplier<T> call) {
        return guarded(reading, call);
    }

    private static <T> T guarded(CircuitBreaker circuit, Supplier<T> call) {
        try {
            return circuit.executeSupplier(call);
        } catch (CallNotPermittedException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE, "The online store failed a moment ago and is left alone for a second", e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
