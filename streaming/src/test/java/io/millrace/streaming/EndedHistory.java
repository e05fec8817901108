package io.millrace.streaming;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.pipeline.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random history of a database that has come to its end: the tables as they are then, and what the live state has made
 * of all that was told on the way.
 *
 * @param tables the rows of each table, by its name
 * @param plays events that are in no table
 * @param users what readers see of them, by id
 */
public record EndedHistory(
        long seed,
        Map<String, List<ObjectNode>> tables,
        Collection<PublishedEvent> plays,
        Map<String, LiveUser> users) {
    /** What the tables mean. */
    public static final Pipeline PIPELINE = ShopTables.PIPELINE;

    /** The source's clock at the end of every history, so that one batch can read the tables of many. */
    public static final Instant SOURCE_TIME = Source.NOW.plus(Duration.ofDays(100));

    /** Ids of rows are from 1 to this. */
    public static final int IDS = Source.IDS;

    private static final int STEPS = 40;

    /** The history of a seed. */
    public static EndedHistory of(long seed) {
        var random = new Random(seed);
        var cluster = new Cluster(random);
        var source = new Source(random, cluster);
        source.loadAll();
        for (int step = 0; step < STEPS; step++) {
            source.step();
            cluster.run(random.nextInt(30));
        }
        source.settle(SOURCE_TIME);
        cluster.settle();
        if (!cluster.reached().equals(Optional.of(source.progress()))) {
            throw new IllegalStateException("The live state of seed %d has not reached the end".formatted(seed));
        }
        Map<String, List<ObjectNode>> tables = new TreeMap<>();
        ShopTables.ALL.forEach(schema -> tables.put(
                schema.table().table(), List.copyOf(source.rows(schema).values())));
        Map<String, LiveUser> users = new TreeMap<>();
        for (int id = 1; id <= IDS; id++) {
            users.put(String.valueOf(id), cluster.store.user(String.valueOf(id)));
        }
        return new EndedHistory(seed, tables, source.plays().told(), users);
    }
}
