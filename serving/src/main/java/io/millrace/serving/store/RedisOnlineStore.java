package io.millrace.serving.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.resps.Tuple;

/** The online store in Redis, laid out by {@link OnlineKeys}. */
public final class RedisOnlineStore implements OnlineStore {
    /** For which a reading of changes may be told to wait. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final OnlineKeys keys;
    private final RedisReads redis;
    private final LiveStore live;
    private final AnswerStore answers;
    private final ObjectReader featuresPointers;
    private final ObjectReader manifests;
    private final ObjectReader shadows;
    private final ObjectReader clicks;
    private final ObjectReader catalogs;
    private final ObjectReader users;

    /**
     * Connects when it is first asked.
     *
     * @param timeout how long to wait for a connection and for each answer
     * @param connections how many may be open at the same time
     */
    public RedisOnlineStore(URI url, OnlineKeys keys, Duration timeout, int connections) {
        this.keys = keys;
        this.redis = new RedisReads(url, timeout, LONGEST_WAIT, connections);
        this.live = new RedisLiveStore(keys, redis);
        this.answers = new RedisAnswerStore(keys, redis);
        ObjectMapper json = Json.mapper();
        this.featuresPointers = json.readerFor(FeaturesPointer.class);
        this.manifests = json.readerFor(ModelManifest.class);
        this.shadows = json.readerFor(ShadowPointer.class);
        this.clicks = json.readerFor(ClickThrough.class);
        this.catalogs = json.readerFor(new TypeReference<List<CatalogItem>>() {});
        this.users = json.readerFor(UserFeatures.class);
    }

    @Override
    public Optional<FeaturesPointer> currentFeatures() {
        return redis.json(keys.featuresPointer(), featuresPointers);
    }

    @Override
    public Optional<ModelManifest> currentModel() {
        return redis.json(keys.modelPointer(), manifests);
    }

    @Override
    public Optional<ShadowPointer> currentShadow() {
        return redis.json(keys.shadowPointer(), shadows);
    }

    @Override
    public void addToShadow(ShadowPointer shadow, ShadowCounts more) {
        String key = keys.shadowCounts(shadow.model(), shadow.since());
        redis.ask(connected -> {
            try (AbstractTransaction transaction = connected.multi()) {
                more.fields().forEach((field, number) -> transaction.hincrBy(key, field, number));
                return transaction.exec();
            }
        });
    }

    @Override
    public Optional<ClickThrough> clickThrough() {
        return redis.json(keys.clickThrough(), clicks);
    }

    @Override
    public List<CatalogItem> items(String version, int part) {
        String key = keys.items(version, part);
        Optional<List<CatalogItem>> items = redis.json(key, catalogs);
        return items.orElseThrow(() -> redis.missing(key));
    }

    @Override
    public ItemFactors itemFactors(String model, int part) {
        String key = keys.itemFactors(model, part);
        byte[] bytes = redis.bytes(key).orElseThrow(() -> redis.missing(key));
        try {
            return FactorsCodec.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw redis.unreadable(key, e);
        }
    }

    @Override
    public Optional<UserFeatures> user(String version, String userId) {
        return redis.json(keys.user(version, userId), users);
    }

    @Override
    public List<Glance> glances(String userId) {
        String key = keys.glances(userId);
        return redis.ask(connected -> connected.zrangeWithScores(key, 0, -1)).stream()
                .map(entry -> glance(key, entry))
                .toList();
    }

    private Glance glance(String key, Tuple entry) {
        try {
            return Glance.parse(entry.getElement(), Instant.ofEpochMilli((long) entry.getScore()));
        } catch (IllegalArgumentException e) {
            throw redis.unreadable(key, e);
        }
    }

    @Override
    public Optional<LivePointer> currentLive() {
        return live.currentLive();
    }

    @Override
    public Optional<Progress> liveProgress(LivePointer pointer) {
        return live.liveProgress(pointer);
    }

    @Override
    public LiveLook liveUser(LivePointer pointer, String userId) {
        return live.liveUser(pointer, userId);
    }

    @Override
    public LiveItems liveItems(LivePointer pointer) {
        return live.liveItems(pointer);
    }

    @Override
    public LiveItemChanges liveItemChanges(LivePointer pointer, String after, Duration patience) {
        return live.liveItemChanges(pointer, after, patience);
    }

    @Override
    public boolean isEndOfLiveItemChanges(LivePointer pointer, String end) {
        return live.isEndOfLiveItemChanges(pointer, end);
    }

    @Override
    public void keepAnswer(String responseId, byte[] answer, int most, Duration age) {
        answers.keepAnswer(responseId, answer, most, age);
    }

    @Override
    public Optional<byte[]> keptAnswer(String responseId) {
        return answers.keptAnswer(responseId);
    }

    @Override
    public void close() {
        redis.close();
    }
}
