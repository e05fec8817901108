package io.millrace.serving.store;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The online store without a server; held to the same contract as the one in Redis. */
public final class InMemoryOnlineStore implements OnlineStore, Publisher {
    private final Map<String, Map<String, UserFeatures>> users = new ConcurrentHashMap<>();
    private final Map<String, List<List<CatalogItem>>> items = new ConcurrentHashMap<>();
    private final Map<String, List<ItemFactors>> factors = new ConcurrentHashMap<>();
    private final Map<String, InMemoryLiveState> live = new ConcurrentHashMap<>();
    private final Map<String, byte[]> answers = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile Optional<LivePointer> livePointer = Optional.empty();
    private volatile Optional<FeaturesPointer> features = Optional.empty();
    private volatile Optional<ModelManifest> model = Optional.empty();
    private final Map<ShadowPointer, ShadowCounts> shadowCounts = new ConcurrentHashMap<>();
    private volatile Optional<ShadowPointer> shadow = Optional.empty();
    private final Map<String, List<Glance>> glances = new ConcurrentHashMap<>();
    private volatile Optional<ClickThrough> clicks = Optional.empty();
    private volatile boolean down;
    private volatile boolean readOnly;
    private boolean heldBack;

    /** Whether whoever follows the changes of live items has to wait for them from now on. */
    public synchronized void holdBackItemChanges(boolean isHeldBack) {
        heldBack = isHeldBack;
        notifyAll();
    }

    private synchronized void awaitItemChanges() throws InterruptedException {
        while (heldBack) {
            wait();
        }
    }

    /** Whether nothing can be written by the service from now on. */
    public void setReadOnly(boolean isReadOnly) {
        readOnly = isReadOnly;
    }

    /** Whether every call fails from now on. */
    public void setDown(boolean isDown) {
        down = isDown;
    }

    @Override
    public void publish(FeaturesPointer pointer, List<List<CatalogItem>> parts, Map<String, UserFeatures> known) {
        items.put(pointer.version(), parts);
        users.put(pointer.version(), known);
        features = Optional.of(pointer);
    }

    @Override
    public void publish(ModelManifest manifest, List<ItemFactors> parts) {
        factors.put(manifest.model(), parts);
        model = Optional.of(manifest);
    }

    @Override
    public void publish(ShadowPointer pointer, List<ItemFactors> parts) {
        factors.put(pointer.model(), parts);
        shadow = Optional.of(pointer);
    }

    @Override
    public void endShadow() {
        shadow = Optional.empty();
    }

    @Override
    public ShadowCounts shadowCounts(ShadowPointer pointer) {
        return shadowCounts.getOrDefault(pointer, ShadowCounts.NONE);
    }

    @Override
    public Optional<ShadowPointer> currentShadow() {
        requireUp();
        return shadow;
    }

    @Override
    public void addToShadow(ShadowPointer pointer, ShadowCounts more) {
        requireUp();
        shadowCounts.merge(pointer, more, ShadowCounts::plus);
    }

    @Override
    public void publish(ClickThrough counted) {
        clicks = Optional.of(counted);
    }

    @Override
    public void writeGlances(String userId, List<Glance> written) {
        glances.put(userId, written);
    }

    @Override
    public void forgetFeatures(String version) {
        items.remove(version);
        users.remove(version);
    }

    @Override
    public void clear() {
        features = Optional.empty();
        model = Optional.empty();
        shadow = Optional.empty();
        shadowCounts.clear();
        clicks = Optional.empty();
        glances.clear();
        items.clear();
        users.clear();
        factors.clear();
        livePointer = Optional.empty();
        live.clear();
        answers.clear();
    }

    @Override
    public void writeLiveUsers(LivePointer pointer, Map<String, LiveUser> written) {
        state(pointer).writeUsers(written);
    }

    @Override
    public void writeLiveItems(LivePointer pointer, Map<String, LiveItem> written) {
        state(pointer).writeItems(written);
    }

    @Override
    public void writeLiveProgress(LivePointer pointer, int part, Progress progress) {
        state(pointer).writeProgress(part, progress);
    }

    @Override
    public void pointAt(LivePointer pointer) {
        livePointer = Optional.of(pointer);
    }

    @Override
    public void cutLiveItemChanges(LivePointer pointer, int length) {
        state(pointer).cutChanges(length);
    }

    @Override
    public void forgetLive(LivePointer pointer) {
        live.remove(pointer.generation());
    }

    private InMemoryLiveState state(LivePointer pointer) {
        return live.computeIfAbsent(pointer.generation(), generation -> new InMemoryLiveState());
    }

    @Override
    public List<Glance> glances(String userId) {
        requireUp();
        return glances.getOrDefault(userId, List.of());
    }

    @Override
    public Optional<LivePointer> currentLive() {
        requireUp();
        return livePointer;
    }

    @Override
    public Optional<Progress> liveProgress(LivePointer pointer) {
        requireUp();
        return state(pointer).progress(pointer);
    }

    @Override
    public LiveLook liveUser(LivePointer pointer, String userId) {
        requireUp();
        return state(pointer).user(pointer, userId);
    }

    @Override
    public LiveItems liveItems(LivePointer pointer) {
        requireUp();
        return state(pointer).items();
    }

    @Override
    public LiveItemChanges liveItemChanges(LivePointer pointer, String after, Duration patience) {
        requireUp();
        try {
            LiveItemChanges changes = state(pointer).changes(after, patience);
            awaitItemChanges();
            return changes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LiveItemChanges(after, false, false, Map.of());
        }
    }

    @Override
    public Optional<FeaturesPointer> currentFeatures() {
        requireUp();
        return features;
    }

    @Override
    public Optional<ModelManifest> currentModel() {
        requireUp();
        return model;
    }

    @Override
    public Optional<ClickThrough> clickThrough() {
        requireUp();
        return clicks;
    }

    @Override
    public List<CatalogItem> items(String version, int part) {
        requireUp();
        return part(items.get(version), part);
    }

    @Override
    public ItemFactors itemFactors(String modelId, int part) {
        requireUp();
        return part(factors.get(modelId), part);
    }

    private static <T> T part(List<T> parts, int part) {
        if (parts == null || part >= parts.size()) {
            throw new PipelineException(FailureKind.ONLINE_STORE, "There is no part " + part);
        }
        return parts.get(part);
    }

    @Override
    public Optional<UserFeatures> user(String version, String userId) {
        requireUp();
        return Optional.ofNullable(users.getOrDefault(version, Map.of()).get(userId));
    }

    @Override
    public boolean isEndOfLiveItemChanges(LivePointer pointer, String end) {
        requireUp();
        return state(pointer).items().end().equals(end);
    }

    @Override
    public void keepAnswer(String responseId, byte[] answer, int most, Duration age) {
        requireUp();
        if (readOnly) {
            throw new PipelineException(FailureKind.ONLINE_STORE, "The store cannot be written");
        }
        synchronized (answers) {
            answers.put(responseId, answer);
            while (answers.size() > most) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
    }

    @Override
    public Optional<byte[]> keptAnswer(String responseId) {
        requireUp();
        return Optional.ofNullable(answers.get(responseId));
    }

    private void requireUp() {
        if (down) {
            throw new PipelineException(FailureKind.ONLINE_STORE, "The store is down");
        }
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
