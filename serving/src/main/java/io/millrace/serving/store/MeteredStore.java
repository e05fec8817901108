package io.millrace.serving.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store whose calls are timed and whose failures are counted. */
public final class MeteredStore implements OnlineStore {
    private final OnlineStore store;
    private final Timer calls;
    private final Counter failures;

    public MeteredStore(OnlineStore store, MeterRegistry metrics) {
        this.store = store;
        this.calls = Timer.builder("millrace.serving.store.calls")
                .description("Time of a call to the online store within a request")
                .register(metrics);
        this.failures = Counter.builder("millrace.serving.store.failures")
                .description("Calls to the online store within a request that failed")
                .register(metrics);
    }

    @Override
    public Optional<FeaturesPointer> currentFeatures() {
        return metered(store::currentFeatures);
    }

    @Override
    public Optional<ModelManifest> currentModel() {
        return metered(store::currentModel);
    }

    @Override
    public Optional<ShadowPointer> currentShadow() {
        return metered(store::currentShadow);
    }

    @Override
    public void addToShadow(ShadowPointer shadow, ShadowCounts more) {
        metered(() -> {
            store.addToShadow(shadow, more);
            return shadow;
        });
    }

    @Override
    public Optional<ClickThrough> clickThrough() {
        return metered(store::clickThrough);
    }

    @Override
    public List<CatalogItem> items(String version, int part) {
        return metered(() -> store.items(version, part));
    }

    @Override
    public ItemFactors itemFactors(String model, int part) {
        return metered(() -> store.itemFactors(model, part));
    }

    @Override
    public Optional<UserFeatures> user(String version, String userId) {
        return metered(() -> store.user(version, userId));
    }

    @Override
    public List<Glance> glances(String userId) {
        return metered(() -> store.glances(userId));
    }

    @Override
    public Optional<LivePointer> currentLive() {
        return metered(store::currentLive);
    }

    @Override
    public Optional<Progress> liveProgress(LivePointer live) {
        return metered(() -> store.liveProgress(live));
    }

    @Override
    public LiveLook liveUser(LivePointer live, String userId) {
        return metered(() -> store.liveUser(live, userId));
    }

    @Override
    public LiveItems liveItems(LivePointer live) {
        return metered(() -> store.liveItems(live));
    }

    @Override
    public LiveItemChanges liveItemChanges(LivePointer live, String after, Duration patience) {
        return metered(() -> store.liveItemChanges(live, after, patience));
    }

    @Override
    public boolean isEndOfLiveItemChanges(LivePointer live, String end) {
        return metered(() -> store.isEndOfLiveItemChanges(live, end));
    }

    @Override
    public void keepAnswer(String responseId, byte[] answer, int most, Duration age) {
        metered(() -> {
            store.keepAnswer(responseId, answer, most, age);
            return responseId;
        });
    }

    @Override
    public Optional<byte[]> keptAnswer(String responseId) {
        return metered(() -> store.keptAnswer(responseId));
    }

    private <T> T metered(Supplier<T> call) {
        try {
            return calls.record(call);
        } catch (PipelineException e) {
            failures.increment();
            throw e;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
