package io.millrace.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.JedisPooled;

/**
 * A shop that nobody has: items, models of them and users with a past, in Redis as the jobs and the live state write them.
 * Its factors are random, so no item is better than others, and none can be passed over.
 */
final class SyntheticShop implements AutoCloseable {
    /** Under which its keys are. */
    static final String PIPELINE = "bench";

    /** Length of a factor. */
    static final int RANK = 64;

    private static final int PART = 10_000;
    private static final int USERS_AT_A_TIME = 500;
    private static final int CATEGORIES = 50;
    private static final String FEATURES = "f1";
    private static final LivePointer LIVE = new LivePointer("g1", 1);
    private static final Position POSITION = Position.parse("1:0/1000000");
    private static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");

    private final OnlineKeys keys = new OnlineKeys(PIPELINE);
    private final ObjectMapper json = Json.mapper();
    private final JedisPooled redis;
    private final int items;
    private final long seed;

    /**
     * How large one is.
     *
     * @param interactions of each user
     */
    record Size(int items, int users, int interactions) {}

    SyntheticShop(URI redis, int items, long seed) {
        this.redis = new JedisPooled(redis);
        this.items = items;
        this.seed = seed;
    }

    /** Writes the items, of the features and live. */
    void writeItems() {
        int parts = parts();
        for (int part = 0; part < parts; part++) {
            List<CatalogItem> catalog =
                    numbers(part).mapToObj(SyntheticShop::item).toList();
            redis.set(keys.items(FEATURES, part), text(catalog));
            Map<String, String> live = new HashMap<>();
            catalog.forEach(item -> live.put(
                    item.id(), text(new LiveItem(POSITION, true, item.title(), item.available(), item.attributes()))));
            redis.hset(keys.liveItems(LIVE.generation()), live);
        }
        redis.set(
                keys.featuresPointer(),
                text(new FeaturesPointer(FEATURES, POSITION, AS_OF, AS_OF, AS_OF, 0, items, parts)));
    }

    private int parts() {
        return (items + PART - 1) / PART;
    }

    private IntStream numbers(int part) {
        return IntStream.range(part * PART, Math.min(items, (part + 1) * PART));
    }

    private static CatalogItem item(int number) {
        return new CatalogItem(
                Integer.toString(number),
                "Item " + number,
                true,
                Map.of("category", "c" + number % CATEGORIES, "price", number % 100 + ".50"),
                1_000_000 / (number + 1) + 1,
                1,
                1,
                Optional.empty());
    }

    /** Writes live users "0", "1", ..., each with ties to so many items, and shows the live state. */
    void writeUsers(int users, int interactions) {
        var random = new SplittableRandom(seed);
        for (int first = 0; first < users; first += USERS_AT_A_TIME) {
            try (AbstractPipeline pipeline = redis.pipelined()) {
                for (int user = first; user < Math.min(users, first + USERS_AT_A_TIME); user++) {
                    pipeline.set(
                            bytes(keys.liveUser(LIVE.generation(), Integer.toString(user))),
                            LiveUserCodec.encode(POSITION, new LiveUser(true, ties(random, interactions))));
                }
                pipeline.sync();
            }
        }
        redis.hset(keys.liveProgress(LIVE.generation()), "0", text(new Progress(POSITION, AS_OF)));
        redis.set(keys.livePointer(), text(LIVE));
    }

    private List<LiveUser.Interaction> ties(SplittableRandom random, int interactions) {
        return random.ints(0, items)
                .distinct()
                .limit(Math.min(interactions, items))
                .mapToObj(item -> new LiveUser.Interaction(
                        Integer.toString(item),
                        1 + random.nextDouble(),
                        1,
                        AS_OF,
                        AS_OF,
                        Optional.of(new LiveUser.SourceRow(
                                "public.order_items", "{\"order_item_id\":%d}".formatted(item), POSITION))))
                .toList();
    }

    /** Writes the factors of a model, which nobody sees before it is {@link #show shown}. */
    void writeModel(String model) {
        var random = new SplittableRandom(seed + model.hashCode());
        for (int part = 0; part < parts(); part++) {
            List<String> ids = numbers(part).mapToObj(Integer::toString).toList();
            float[] factors = new float[ids.size() * RANK];
            for (int index = 0; index < factors.length; index++) {
                factors[index] = (random.nextFloat() - 0.5f) * 0.4f;
            }
            redis.set(
                    bytes(keys.itemFactors(model, part)),
                    FactorsCodec.encode(new ItemFactors(new ArrayList<>(ids), RANK, factors)));
        }
    }

    /** Makes a model that was written the current one. */
    void show(String model) {
        redis.set(
                keys.modelPointer(),
                text(new ModelManifest(
                        model,
                        POSITION,
                        AS_OF,
                        Optional.of(Duration.ofDays(90)),
                        RANK,
                        0.05,
                        10,
                        10,
                        seed,
                        1,
                        items,
                        parts(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        AS_OF,
                        "bench",
                        Optional.empty())));
    }

    /** Removes the factors of a model. */
    void forget(String model) {
        redis.unlink(IntStream.range(0, parts())
                .mapToObj(part -> keys.itemFactors(model, part))
                .toArray(String[]::new));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("What is written for serving can be written as JSON", e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
