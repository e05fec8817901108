package io.millrace.features.online;

import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.FeatureTable;
import io.millrace.features.FeaturesManifest;
import io.millrace.lakehouse.lake.Lake;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;

/** Copies the feature tables of one cut to Redis as a new version; readers see it when it is complete. */
public final class FeaturesPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(FeaturesPublisher.class);
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private static final String USERS = "user:";

    private final Lake lake;
    private final OnlineKeys keys;
    private final RedisAddress redis;
    private final int itemsPerPart;

    public FeaturesPublisher(Lake lake, OnlineKeys keys, RedisAddress redis, int itemsPerPart) {
        this.lake = lake;
        this.keys = keys;
        this.redis = redis;
        this.itemsPerPart = itemsPerPart;
    }

    /**
     * Publishes the cut and moves the pointer to it.
     *
     * @throws PipelineException of kind ONLINE_STORE if Redis failed; the tables are complete, so publishing alone can
     *     be tried again
     */
    public FeaturesPointer publish(FeaturesManifest features) {
        try {
            return published(features);
        } catch (RuntimeException e) {
            throw OnlineFailure.of(
                    e,
                    "Cannot publish features to Redis at %s; the Delta tables are complete, so rerun 'features publish'"
                            .formatted(redis));
        }
    }

    private FeaturesPointer published(FeaturesManifest features) {
        Instant now = Instant.now();
        String version = VERSION.format(now);
        try (Jedis jedis = redis.connect()) {
            long users = writeUsers(features, version);
            long items = features.read(lake, FeatureTable.ITEMS).count();
            int parts = Math.toIntExact((items + itemsPerPart - 1) / itemsPerPart);
            if (parts > 0) {
                writeItems(features, version, parts);
            }
            verify(jedis, version, users + parts);
            var pointer = new FeaturesPointer(
                    version,
                    features.position(),
                    features.asOf(),
                    features.sourceTime(),
                    features.computedAt(),
                    users,
                    items,
                    parts);
            move(jedis, pointer);
            divide(jedis, features);
            LOG.info("published features {} to Redis: {} users, {} items", version, users, items);
            return pointer;
        }
    }

    private long writeUsers(FeaturesManifest features, String version) {
        Optional<Dataset<Row>> rfm =
                features.has(FeatureTable.RFM) ? Optional.of(features.read(lake, FeatureTable.RFM)) : Optional.empty();
        var writer = new OnlineWriter(redis);
        String pipeline = keys.pipeline();
        MapPartitionsFunction<Row, Long> write = rows -> List.of(writer.write(
                        rows,
                        row -> OnlineEntry.of(
                                new OnlineKeys(pipeline).user(version, UserDocuments.user(row)),
                                OnlineJson.bytes(UserDocuments.features(row)))))
                .iterator();
        return sum(UserDocuments.rows(features.read(lake, FeatureTable.INTERACTIONS), rfm)
                .mapPartitions(write, Encoders.LONG()));
    }

    private void writeItems(FeaturesManifest features, String version, int parts) {
        var writer = new OnlineWriter(redis);
        String pipeline = keys.pipeline();
        MapPartitionsFunction<Row, Long> write = rows -> {
            List<CatalogItem> items = new ArrayList<>();
            rows.forEachRemaining(row -> items.add(CatalogDocuments.item(row)));
            String key = new OnlineKeys(pipeline).items(version, TaskContext.getPartitionId());
            return List.of(writer.write(List.of(items).iterator(), part -> OnlineEntry.of(key, OnlineJson.bytes(part))))
                    .iterator();
        };
        // Spark never merges partitions that were asked for by number, so a partition is a part.
        sum(CatalogDocuments.rows(features.read(lake, FeatureTable.ITEMS), features.read(lake, FeatureTable.POPULARITY))
                .repartition(parts, col("item"))
                .mapPartitions(write, Encoders.LONG()));
    }

    /** After the pointer: who looks at segments may be told of those before, but not of users whom no features know. */
    private void divide(Jedis jedis, FeaturesManifest features) {
        String key = keys.segments();
        if (features.has(FeatureTable.RFM)) {
            jedis.set(
                    key.getBytes(UTF_8),
                    OnlineJson.bytes(SegmentDocument.of(features.read(lake, FeatureTable.RFM), features.asOf())));
        } else {
            jedis.del(key);
        }
    }

    /** Adds up what the partitions confirmed; Spark counts each partition once, however often it was tried. */
    private static long sum(Dataset<Long> written) {
        return written.collectAsList().stream().mapToLong(Long::longValue).sum();
    }

    private void verify(Jedis jedis, String version, long expected) {
        long found = new OnlineVersions(jedis).count(keys.featuresPrefix(version));
        if (found != expected) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "Redis at %s holds %d of the %d keys of features %s, so readers stay with the version before; see whether its memory is full"
                            .formatted(redis, found, expected, version));
        }
    }

    private void move(Jedis jedis, FeaturesPointer pointer) {
        String name = keys.featuresPointer();
        Optional<String> previous = Optional.ofNullable(jedis.get(name))
                .map(text -> OnlineJson.read(text, FeaturesPointer.class).version());
        jedis.set(name.getBytes(UTF_8), OnlineJson.bytes(pointer));
        var versions = new OnlineVersions(jedis);
        String current = pointer.version();
        // A later version is one that somebody else is writing right now.
        versions.remove(
                name.substring(0, name.lastIndexOf(':') + 1),
                version ->
                        version.compareTo(current) < 0 && !Optional.of(version).equals(previous));
        previous.filter(version -> !version.equals(current))
                .ifPresent(version -> versions.removeAbsent(
                        keys.featuresPrefix(version) + USERS, keys.featuresPrefix(current) + USERS));
    }
}
