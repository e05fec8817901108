package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.interaction.InteractionEvents;
import io.millrace.features.online.LiveGeneration;
import io.millrace.features.online.RedisAddress;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/**
 * Compares the users and items that readers see live in Redis with those computed from the silver tables, and has streaming
 * write again what differs.
 */
public final class InteractionAudit {
    private static final int ATTEMPTS = 3;

    private final Lake lake;
    private final Pipeline pipeline;
    private final OnlineKeys keys;
    private final RedisAddress redis;
    private final Duration patience;

    /** What a comparison found. */
    private record Found(InteractionReport report, Differences differences) {}

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
     * Compares every user and item that stands still meanwhile, and twice more, with the latest cut, those that differ.
     *
     * @throws PipelineException of kind NOT_READY if there is no live state, the lake and it do not reach one position, a
     *     table may lack changes which the live state has, or not one of the lake's users, or of its items, could be compared
     */
    public InteractionReport compare() throws InterruptedException {
        try (Jedis jedis = redis.connect()) {
            return found(jedis).report();
        }
    }

    /**
     * Compares as {@link #compare} does. If something differs, it waits until streaming has written that again from what it
     * keeps, and compares once more.
     *
     * @throws PipelineException of kind NOT_READY as of {@link #compare}, and if streaming writes nothing
     */
    public InteractionRepair repair() throws InterruptedException {
        try (Jedis jedis = redis.connect()) {
            Found found = found(jedis);
            if (found.report().equal()) {
                return new InteractionRepair(Optional.empty(), found.report());
            }
            var rewriting = new Rewriting(jedis, keys, LiveGeneration.required(jedis, keys, redis));
            rewriting.ask(found.differences());
            rewriting.await(patience);
            return new InteractionRepair(
                    Optional.of(found.report()), found(jedis).report());
        }
    }

    private Found found(Jedis jedis) throws InterruptedException {
        Differences differences = Differences.ofAny();
        InteractionReport report = compareOnce(jedis, differences);
        for (int attempt = 1; attempt < ATTEMPTS && !report.equal(); attempt++) {
            differences = differences.again();
            report = compareOnce(jedis, differences);
        }
        return new Found(report, differences);
    }

    private InteractionReport compareOnce(Jedis jedis, Differences differences) throws InterruptedException {
        LiveGeneration live = LiveGeneration.required(jedis, keys, redis);
        Position began = reached(jedis, live, Position.START);
        LiveLook before = LiveLook.at(jedis, keys, live.name());
        SilverTables tables = tables(before.latest(), began);
        var comparison = new InteractionComparison(jedis, keys, live.name(), before, tables.position(), differences);
        reached(jedis, live, tables.position());
        comparison.items(LakeItems.of(tables, pipeline.recommend().items()));
        var users = new LakeUsers(tables, interactions(tables), pipeline);
        comparison.users(users.all(), users.comparison());
        tables.requireComplete(new QuarantineTable(lake, new LakeNames(pipeline.name())));
        return comparison.report();
    }

    /**
     * A cut that has what is latest in any user or item. A position that the lake does not come to may be far ahead of what
     * all parts have reached, or never have been one: without it the others can be compared.
     */
    private SilverTables tables(Position latest, Position began) throws InterruptedException {
        Optional<SilverTables> all = LiveGeneration.within(patience, () -> lakeAt(latest));
        return all.isPresent()
                ? all.get()
                : LiveGeneration.await(
                        patience,
                        () -> lakeAt(began),
                        "The lake does not reach %s, which the live state has".formatted(began));
    }

    private InteractionEvents interactions(SilverTables tables) {
        return new InteractionEvents(
                tables, new EventTables(lake, new LakeNames(pipeline.name())), pipeline, List.of());
    }

    private Optional<SilverTables> lakeAt(Position position) {
        return Optional.of(SilverTables.latest(lake, pipeline.name()))
                .filter(cut -> cut.position().reaches(position));
    }

    private Position reached(Jedis jedis, LiveGeneration live, Position position) throws InterruptedException {
        return LiveGeneration.await(
                patience,
                () -> live.progress(jedis, keys.liveProgress(live.name()))
                        .map(Progress::position)
                        .filter(reached -> reached.reaches(position)),
                "The live state does not reach %s in all of its parts".formatted(position));
    }
}
