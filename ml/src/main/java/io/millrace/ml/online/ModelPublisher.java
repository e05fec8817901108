package io.millrace.ml.online;

import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.online.OnlineEntry;
import io.millrace.features.online.OnlineFailure;
import io.millrace.features.online.OnlineWriter;
import io.millrace.features.online.RedisAddress;
import io.millrace.ml.rank.UserVectors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

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
     * Publishes the model and moves the pointer to it, unless Redis knows of a later promotion.
     *
     * @param items rows of item and features
     * @param promotedAt when the model became current
     * @param waysBack models whose factors stay for a rollback; those of other earlier models go
     * @return whether the pointer moved
     * @throws PipelineException of kind ONLINE_STORE if Redis failed; the model on the lake is complete, so publishing
     *     alone can be tried again
     */
    public boolean publish(ModelManifest model, Dataset<Row> items, Instant promotedAt, List<String> waysBack) {
        return withRedis("model " + model.model(), online -> {
            write(model, items);
            verify(online, model);
            boolean moved = online.point(model, promotedAt);
            if (moved) {
                online.forgetBefore(model.model(), waysBack);
                LOG.info("published model {} to Redis: {} items", model.model(), model.items());
            }
            return moved;
        });
    }

    /**
     * Publishes a model that is to be shadowed, beside the current one; then points to it.
     *
     * @param kept models whose factors stay beside it; those of other earlier models go
     * @throws PipelineException as of {@link #publish}
     */
    public void shadow(ShadowPointer shadow, Dataset<Row> items, List<String> kept) {
        withRedis("shadow " + shadow.model(), online -> {
            if (!online.holds(shadow.manifest())) {
                write(shadow.manifest(), items);
                verify(online, shadow.manifest());
            }
            online.shadow(shadow);
            online.forgetBefore(shadow.model(), kept);
            LOG.info("{} is shadowed beside {} since {}", shadow.model(), shadow.beside(), shadow.since());
            return shadow;
        });
    }

    /**
     * Has no model shadowed.
     *
     * @throws PipelineException as of {@link #publish}
     */
    public void endShadow() {
        withRedis("the end of a shadow", online -> {
            online.endShadow();
            return keys;
        });
    }

    private <T> T withRedis(String what, Function<OnlineModels, T> work) {
        try (Jedis jedis = redis.connect()) {
            return work.apply(new OnlineModels(jedis, keys));
        } catch (RuntimeException e) {
            throw OnlineFailure.of(
                    e,
                    "Cannot publish %s to Redis at %s; the model on the lake is complete, so rerun 'publish'"
                            .formatted(what, redis));
        }
    }

    private void verify(OnlineModels online, ModelManifest model) {
        long found = online.items(model);
        if (found != model.items()) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "Redis at %s holds %d of the %d items of model %s, so readers stay with the model before; see whether its memory is full"
                            .formatted(redis, found, model.items(), model.model()));
        }
    }

    /** Says that Redis knows of a later promotion than the lake. */
    public PipelineException ahead() {
        return OnlineModels.ahead(keys);
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
}
