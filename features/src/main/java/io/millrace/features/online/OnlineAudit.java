package io.millrace.features.online;

import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.FeatureTable;
import io.millrace.features.FeaturesManifest;
import io.millrace.features.online.OnlineDifference.Kind;
import io.millrace.lakehouse.lake.Lake;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import redis.clients.jedis.Jedis;

import static org.apache.spark.sql.functions.col;

/** Compares the features that readers see in Redis with the feature tables that they were copied from. */
public final class OnlineAudit {
    /** Differing keys that are named and mended one by one. */
    static final int MOST_NAMED = 1_000;

    private static final Duration PUBLISHED_WITHIN = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 500;
    private static final int MOVES = 3;
    private static final int USERS_AT_ONCE = 500;
    private static final StructType FOUND = new StructType()
            .add("key", DataTypes.StringType)
            .add("lake", DataTypes.StringType)
            .add("redis", DataTypes.StringType);

    private final Lake lake;
    private final OnlineKeys keys;
    private final RedisAddress redis;

    public OnlineAudit(Lake lake, OnlineKeys keys, RedisAddress redis) {
        this.lake = lake;
        this.keys = keys;
        this.redis = redis;
    }

    /** Which features readers see; nothing before the first are published. */
    static Optional<FeaturesPointer> pointer(RedisAddress redis, OnlineKeys keys) {
        try (Jedis jedis = redis.connect()) {
            return Optional.ofNullable(jedis.get(keys.featuresPointer()))
                    .map(text -> OnlineJson.read(text, FeaturesPointer.class));
        }
    }

    /**
     * Compares every key of the version that readers see; once more if another one takes its place meanwhile.
     *
     * @throws PipelineException of kind NOT_READY if the lake's feature tables are not those that were published
     */
    public OnlineReport compare() throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            FeaturesPointer pointer = current();
            OnlineReport report = compare(pointer, manifest(pointer));
            boolean moved = !current().version().equals(pointer.version());
            if (!moved || attempt == MOVES) {
                return report;
            }
        }
    }

    private FeaturesPointer current() {
        return pointer(redis, keys)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "No features of '%s' are in Redis at %s".formatted(keys.pipeline(), redis)));
    }

    /** The tables that the features were copied from, which are newer than those until the job has published them. */
    private FeaturesManifest manifest(FeaturesPointer pointer) throws InterruptedException {
        long deadline = System.nanoTime() + PUBLISHED_WITHIN.toNanos();
        while (true) {
            FeaturesManifest manifest = FeaturesManifest.latest(lake, keys.pipeline());
            if (manifest.computedAt().equals(current().computedAt())
                    && manifest.computedAt().equals(pointer.computedAt())) {
                return manifest;
            }
            if (System.nanoTime() > deadline) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "Redis shows features that were computed at %s, and the lake has those of %s; publish them with './millrace refresh'"
                                .formatted(pointer.computedAt(), manifest.computedAt()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private OnlineReport compare(FeaturesPointer pointer, FeaturesManifest features) {
        List<OnlineDifference> differences = new ArrayList<>();
        Dataset<Row> users = users(features);
        for (Row row : users.mapPartitions(comparing(pointer.version()), Encoders.row(FOUND))
                .collectAsList()) {
            differences.add(difference(row));
        }
        if (pointer.itemParts() > 0) {
            for (Row row : items(features, pointer.itemParts())
                    .mapPartitions(comparingItems(pointer.version()), Encoders.row(FOUND))
                    .collectAsList()) {
                differences.add(difference(row));
            }
        }
        long expected = users.count();
        long missing = differences.stream()
                .filter(difference -> difference.kind() == Kind.MISSING_IN_REDIS)
                .count();
        differences.addAll(surplus(pointer, users, expected + pointer.itemParts() - missing));
        return new OnlineReport(
                pointer.version(),
                pointer.position(),
                expected,
                pointer.itemParts(),
                differences.size(),
                differences.stream().limit(MOST_NAMED).toList());
    }

    private static OnlineDifference difference(Row row) {
        String found = row.getString(2);
        return new OnlineDifference(
                row.getString(0), found == null ? Kind.MISSING_IN_REDIS : Kind.CHANGED, row.getString(1), found);
    }

    private Dataset<Row> users(FeaturesManifest features) {
        Optional<Dataset<Row>> rfm =
                features.has(FeatureTable.RFM) ? Optional.of(features.read(lake, FeatureTable.RFM)) : Optional.empty();
        return UserDocuments.rows(features.read(lake, FeatureTable.INTERACTIONS), rfm);
    }

    private Dataset<Row> items(FeaturesManifest features, int parts) {
        return CatalogDocuments.rows(
                        features.read(lake, FeatureTable.ITEMS), features.read(lake, FeatureTable.POPULARITY))
                .repartition(parts, col("item"));
    }

    /** Both sides are read back, because the order of fields says nothing. */
    private MapPartitionsFunction<Row, Row> comparing(String version) {
        RedisAddress address = redis;
        String pipeline = keys.pipeline();
        return rows -> {
            List<Row> found = new ArrayList<>();
            try (Jedis jedis = address.connect()) {
                while (rows.hasNext()) {
                    compareSome(rows, version, new OnlineKeys(pipeline), jedis, found);
                }
            }
            return found.iterator();
        };
    }

    private static void compareSome(Iterator<Row> rows, String version, OnlineKeys keys, Jedis jedis, List<Row> found) {
        List<String> names = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        while (rows.hasNext() && names.size() < USERS_AT_ONCE) {
            Row row = rows.next();
            names.add(keys.user(version, UserDocuments.user(row)));
            documents.add(OnlineJson.text(UserDocuments.features(row)));
        }
        List<String> there = jedis.mget(names.toArray(String[]::new));
        for (int index = 0; index < names.size(); index++) {
            if (!documents.get(index).equals(there.get(index))) {
                found.add(RowFactory.create(names.get(index), documents.get(index), there.get(index)));
            }
        }
    }

    /** The order of items in a part is that of the run that wrote it. */
    private MapPartitionsFunction<Row, Row> comparingItems(String version) {
        RedisAddress address = redis;
        String pipeline = keys.pipeline();
        return rows -> {
            List<CatalogItem> items = new ArrayList<>();
            rows.forEachRemaining(row -> items.add(CatalogDocuments.item(row)));
            String key = new OnlineKeys(pipeline).items(version, TaskContext.getPartitionId());
            try (Jedis jedis = address.connect()) {
                String there = jedis.get(key);
                boolean same = there != null && itemsOf(there).equals(itemsOf(OnlineJson.text(items)));
                return same
                        ? List.<Row>of().iterator()
                        : List.of(RowFactory.create(key, OnlineJson.text(items), there))
                                .iterator();
            }
        };
    }

    /** What is there may be anything, also no list of items. */
    private static Set<Object> itemsOf(String text) {
        try {
            return new HashSet<>(List.of(OnlineJson.read(text, Object[].class)));
        } catch (IllegalArgumentException e) {
            return Set.of(text);
        }
    }

    /** Keys of the version that no row of the lake asks for; they are looked for only if there are too many keys. */
    private List<OnlineDifference> surplus(FeaturesPointer pointer, Dataset<Row> users, long expected) {
        String prefix = keys.featuresPrefix(pointer.version());
        try (Jedis jedis = redis.connect()) {
            var versions = new OnlineVersions(jedis);
            if (versions.count(prefix) == expected) {
                return List.of();
            }
            Set<String> known = new HashSet<>();
            users.select("user")
                    .collectAsList()
                    .forEach(row -> known.add(keys.user(pointer.version(), row.getString(0))));
            for (int part = 0; part < pointer.itemParts(); part++) {
                known.add(keys.items(pointer.version(), part));
            }
            return versions.keys(prefix).stream()
                    .filter(key -> !known.contains(key))
                    .map(key -> new OnlineDifference(key, Kind.NOT_IN_LAKE, null, jedis.get(key)))
                    .toList();
        }
    }

    /** Makes Redis hold what the lake says; the features as a whole are published anew where not every key is named. */
    public void mend(OnlineReport report, int itemsPerPart) {
        if (report.differing() > report.differences().size()) {
            new FeaturesPublisher(lake, keys, redis, itemsPerPart)
                    .publish(FeaturesManifest.latest(lake, keys.pipeline()));
            return;
        }
        new OnlineWriter(redis)
                .write(
                        report.differences().stream()
                                .filter(difference -> difference.kind() != Kind.NOT_IN_LAKE)
                                .iterator(),
                        difference -> OnlineEntry.of(
                                difference.key(), difference.lake().getBytes(StandardCharsets.UTF_8)));
        try (Jedis jedis = redis.connect()) {
            report.differences().stream()
                    .filter(difference -> difference.kind() == Kind.NOT_IN_LAKE)
                    .forEach(difference -> jedis.unlink(difference.key()));
        }
    }
}
