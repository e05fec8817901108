package io.millrace.benchmarks;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.Resync;
import io.millrace.local.resync.ResyncClient;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a steady load costs those who read: a full scan and a lookup by key, in Trino, of the largest silver table and of
 * its view with the newest changes on top, against the same rows freshly written. The load is watched as
 * {@link FreshnessBenchmark} does, and at its end Trino asks the view for commits.
 */
@Command(
        name = "read",
        description = "Scan and lookup in Trino after a load, against the same rows freshly written.",
        mixinStandardHelpOptions = true)
final class ReadBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final Duration FOLLOWED_EVERY = Duration.ofSeconds(1);
    private static final int VIEWS = 50;
    private static final double FRESH_GOAL_MILLIS = 3_000;
    private static final double SILVER_GOAL = 1.2;
    private static final double VIEW_GOAL = 2;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--rate", description = "changes per second of the load (default: ${DEFAULT-VALUE})")
    private int rate = 500;

    @Option(names = "--rows", description = "rows of the largest table (default: ${DEFAULT-VALUE})")
    private long rows = 10_000_000;

    @Option(names = "--minutes", description = "how long the source is written (default: ${DEFAULT-VALUE})")
    private int minutes = 60;

    @Option(names = "--scans", description = "scans of each (default: ${DEFAULT-VALUE})")
    private int scans = 5;

    @Option(names = "--lookups", description = "lookups of each (default: ${DEFAULT-VALUE})")
    private int lookups = 20;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        List<Long> sizes = List.of(rows, rows / 10, rows / 100, rows / 100);
        flags.report()
                .head(
                        "Reading: silver and its live view after a load",
                        "%,d changes/s for %d minutes over four tables of %s rows, seed %d"
                                .formatted(rate, minutes, sizes, flags.seed()));
        Tables tables = Tables.of(sizes);
        try (var bench = BenchStack.openWithTrino("read", flags.portBase(), tables)) {
            bench.start(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC);
            long loaded = bench.position();
            flags.report().step("the first load");
            bench.await("The first load", PATIENCE, () -> bench.inSilver(loaded));
            load(bench, tables, sizes);
            measure(bench, tables);
        }
        return 0;
    }

    /** Ends with the lakehouse stopped in the middle of it, so that the view has a tail to put on top. */
    private void load(BenchStack bench, Tables tables, List<Long> sizes) throws SQLException, InterruptedException {
        flags.report().step("the load");
        var watch = new FreshnessWatch(bench);
        try (var load = SteadyLoad.start(bench, rate, flags.seed(), tables.updates(sizes))) {
            watch.watch(load, Duration.ofMinutes(minutes));
            flags.report().figure("changes per second", "%,.0f written".formatted(load.rate()));
            watch.report(flags.report());
            bench.startTrino();
            Percentiles fresh = untilInView(bench, tables.names().get(1));
            flags.report()
                    .figure(
                            "commit to the view",
                            "%s   (goal p95 %,.0f ms: %s)"
                                    .formatted(
                                            fresh,
                                            FRESH_GOAL_MILLIS,
                                            fresh.p95() <= FRESH_GOAL_MILLIS ? "met" : "not met"));
            bench.stop(MillraceProcess.LAKEHOUSE);
        }
    }

    /** From the end of a commit until Trino's answer from the view has it, one commit after the other. */
    private Percentiles untilInView(BenchStack bench, String table) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        try (var trino = TrinoClock.open(bench.stack().options().ports().trino())) {
            for (int view = 0; view < VIEWS; view++) {
                bench.sql("UPDATE %s SET note = 'view %d' WHERE id = 1".formatted(table, view));
                long committed = System.nanoTime();
                trino.await(
                        "SELECT 1 FROM lake.bench__live.%s WHERE id = 1 AND note = 'view %d'".formatted(table, view));
                nanos.add(System.nanoTime() - committed);
            }
        }
        return Percentiles.of(nanos);
    }

    private void measure(BenchStack bench, Tables tables) throws SQLException, InterruptedException {
        String largest = tables.names().get(0);
        String silver = "lake.bench." + largest;
        flags.report().step("reading");
        Reading worn = read(bench, silver);
        Reading view = read(bench, "lake.bench__live." + largest);
        flags.report().step("writing the same rows anew");
        bench.start(MillraceProcess.LAKEHOUSE);
        var resync = new Resync(TableId.parse("public." + largest), null, "a benchmark compares with fresh rows");
        var client = new ResyncClient(
                new Probe(bench.stack().endpoint(MillraceProcess.CDC)),
                new Probe(bench.stack().endpoint(MillraceProcess.LAKEHOUSE)));
        client.follow(client.ask(resync), resync, FOLLOWED_EVERY, told -> {});
        bench.stop(MillraceProcess.LAKEHOUSE);
        Reading fresh = read(bench, silver);
        report("full scan of silver", worn.scan(), fresh.scan(), SILVER_GOAL);
        report("key lookup in silver", worn.lookup(), fresh.lookup(), SILVER_GOAL);
        report("full scan of the view", view.scan(), fresh.scan(), VIEW_GOAL);
        report("key lookup in the view", view.lookup(), fresh.lookup(), VIEW_GOAL);
    }

    private record Reading(Percentiles scan, Percentiles lookup) {}

    private Reading read(BenchStack bench, String table) throws SQLException {
        try (var trino = TrinoClock.open(bench.stack().options().ports().trino())) {
            var random = new Random(flags.seed());
            String all = "SELECT count(*), sum(amount), max(changed_at), max(note) FROM " + table;
            return new Reading(trino.time(scans, () -> all), trino.time(lookups, () -> "SELECT * FROM %s WHERE id = %d"
                    .formatted(table, 1 + (long) (random.nextDouble() * rows))));
        }
    }

    private void report(String what, Percentiles time, Percentiles fresh, double goal) {
        double ratio = time.p50() / fresh.p50();
        flags.report()
                .figure(
                        what,
                        "p50 %,.0f ms, %.2f times fresh rows' %,.0f ms (goal at most %.1f: %s); %s"
                                .formatted(
                                        time.p50(), ratio, fresh.p50(), goal, ratio <= goal ? "met" : "not met", time));
    }
}
