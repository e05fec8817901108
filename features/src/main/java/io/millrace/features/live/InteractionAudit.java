package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.online.LiveGeneration;
import io.millrace.features.online.RedisAddress;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import io.millrace.lakehouse.lake.Lake;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/** Compares the users and items that readers see live in Redis with those computed from the silver tables. */
public final class InteractionAudit {
    private static final int ATTEMPTS = 3;
    /** A large state takes minutes to be written. */
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(10);

    private final Lake lake;
    private final Pipeline pipeline;
    private final OnlineKeys keys;
    private final RedisAddress redis;
    private final Duration patience;

    /**
     * An audit of the live state that is current.
     *
     * @param patience for lake and live state to reach one position
     */
    public InteractionAudit(Lake lake, Pipeline pipeline, RedisAddress redis, Duration patience) {
        this.lake = lake;
        this.pipeline = pipeline;
        this.keys = new OnlineKeys(pipeline.name());
        this.redis = redis;
        this.patience = patience;
    }

    /**
     * Compares every user and item that stands still meanwhile. What differs is compared again, because an event may be in
     * the live state before it is in the lake.
     *
     * @throws PipelineException of kind NOT_READY if there is no live state, or the lake and it do not reach one position
     */
    public InteractionReport compare() throws InterruptedException {
        try (Jedis jedis = redis.connect()) {
            InteractionReport report = compareOnce(jedis);
            for (int attempt = 1; attempt < ATTEMPTS && !report.equal(); attempt++) {
                report = compareOnce(jedis).and(report);
            }
            return report.ofAny();
        }
    }

    private InteractionReport compareOnce(Jedis jedis) throws InterruptedException {
        LiveGeneration live = LiveGeneration.required(jedis, keys, redis);
        Progress began = reached(jedis, live, Position.START, patience);
        LiveLook before = LiveLook.at(jedis, keys, live.name());
        Optional<SilverTables> all = LiveGeneration.within(patience, () -> lakeAt(before.latest()));
        SilverTables tables = all.isPresent()
                ? all.get()
                : LiveGeneration.await(
                        patience,
                        () -> lakeAt(began.position()),
                        "The lake does not reach %s, which the live state has".formatted(began.position()));
        Progress now = reached(jedis, live, tables.position(), patience);
        boolean isAwaited = all.isEmpty() && !began.position().reaches(now.position());
        var comparison = new InteractionComparison(
                jedis, keys, live.name(), before, new Reach(tables.position(), now.position(), isAwaited));
        comparison.items(LakeItems.of(tables, pipeline.recommend().items()));
        var users = new LakeUsers(tables, new EventTables(lake, new LakeNames(pipeline.name())), pipeline);
        comparison.users(
                users.all(),
                new UserComparison(users.asOf(), pipeline.recommend().halfLife()));
        return comparison.report();
    }

    private Optional<SilverTables> lakeAt(Position position) {
        return Optional.of(SilverTables.latest(lake, pipeline.name()))
                .filter(cut -> cut.position().reaches(position));
    }

    private Progress reached(Jedis jedis, LiveGeneration live, Position position, Duration within)
            throws InterruptedException {
        return LiveGeneration.await(
                within,
                () -> live.progress(jedis, keys.liveProgress(live.name()))
                        .filter(progress -> progress.position().reaches(position)),
                "The live state does not reach %s in all of its parts".formatted(position));
    }

    /** Has streaming write anew what differs; readers do without the live state until that is done. */
    public void mend(InteractionReport report) throws InterruptedException {
        try (Jedis jedis = redis.connect()) {
            LiveGeneration live = LiveGeneration.required(jedis, keys, redis);
            new LiveMend(jedis, keys, live.name()).remove(report);
            reached(jedis, live, report.position(), WRITTEN_WITHIN);
        }
    }
}
