package io.millrace.ml.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.online.OnlineEntry;
import io.millrace.features.online.OnlineFailure;
import io.millrace.features.online.OnlineVersions;
import io.millrace.features.online.OnlineWriter;
import io.millrace.features.online.RedisAddress;
import io.millrace.ml.rank.UserVectors;
import java.util.ArrayList;
import java.util.Iterator;
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

/** Copies a model's item factors to Redis; readers see the model when all of them are there. */
public final class ModelPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPublisher.class);

    private final OnlineKeys keys;
    private final RedisAddress redis;

    public ModelPublisher(OnlineKeys keys, RedisAddress redis) {
        this.keys = keys;
        this.redis = redis;
    }

    /**
     * Publishes the model and moves the pointer to it; the model before it stays for a rollback.
     *
     * @param items rows of item and features
     * @throws PipelineException of kind ONLINE_STORE if Redis failed; the model on the lake is complete, so publishing
     *     alone can be tried again
     */
    public void publish(ModelManifest model, Dataset<Row> items) {
        try (Jedis jedis = redis.connect()) {
            write(model, items);
            verify(jedis, model);
            move(jedis, model);
            LOG.info("published model {} to Redis: {} items", model.model(), model.items());
        } catch (RuntimeException e) {
            throw OnlineFailure.of(
                    e,
                    "Cannot publish model %s to Redis at %s; the model on the lake is complete, so rerun 'publish'"
                            .formatted(model.model(), redis));
        }
    }

    private void write(ModelManifest model, Dataset<Row> items) {
        var writer = new OnlineWriter(redis);
        String pipeline = keys.pipeline();
        String id = model.model();
        int rank = model.rank();
        MapPartitionsFunction<Row, Long> write = rows -> {
            byte[] part = FactorsCodec.encode(factors(rows, rank));
            String key = new OnlineKeys(pipeline).itemFactors(id, TaskContext.getPartitionId());
            return List.of(writer.write(List.of(part).iterator(), bytes -> OnlineEntry.of(key, bytes)))
                    .iterator();
        };
        // Spark never merges partitions that were asked for by number, so a partition is a part.
        items.repartition(model.itemParts(), col("item"))
                .mapPartitions(write, Encoders.LONG())
                .collectAsList();
    }

    private static ItemFactors factors(Iterator<Row> rows, int rank) {
        List<String> ids = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        rows.forEachRemaining(row -> {
            ids.add(row.getString(0));
            vectors.add(UserVectors.of(row, 1));
        });
        float[] factors = new float[ids.size() * rank];
        for (int index = 0; index < vectors.size(); index++) {
            System.arraycopy(vectors.get(index), 0, factors, index * rank, rank);
        }
        return new ItemFactors(ids, rank, factors);
    }

    private void verify(Jedis jedis, ModelManifest model) {
        long found = 0;
        for (int part = 0; part < model.itemParts(); part++) {
            byte[] bytes = jedis.get(keys.itemFactors(model.model(), part).getBytes(UTF_8));
            found += bytes == null ? 0 : FactorsCodec.decode(bytes).ids().size();
        }
        if (found != model.items()) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "Redis at %s holds %d of the %d items of model %s, so readers stay with the model before; see whether its memory is full"
                            .formatted(redis, found, model.items(), model.model()));
        }
    }

    private void move(Jedis jedis, ModelManifest model) {
        String name = keys.modelPointer();
        Optional<String> previous = Optional.ofNullable(jedis.get(name)).map(ModelPublisher::modelOf);
        jedis.set(name, json(model));
        if (previous.equals(Optional.of(model.model()))) {
            // Published again: the one to roll back to is not known here, so all stay.
            return;
        }
        new OnlineVersions(jedis)
                .remove(
                        name.substring(0, name.lastIndexOf(':') + 1),
                        version -> version.compareTo(model.model()) < 0
                                && !Optional.of(version).equals(previous));
    }

    private static String modelOf(String manifest) {
        try {
            return Json.mapper().readValue(manifest, ModelManifest.class).model();
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "The pointer to the current model in Redis is not a manifest; delete the key and rerun 'publish'",
                    e);
        }
    }

    private static String json(ModelManifest model) {
        try {
            return Json.mapper().writeValueAsString(model);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A manifest can be written as JSON", e);
        }
    }
}
