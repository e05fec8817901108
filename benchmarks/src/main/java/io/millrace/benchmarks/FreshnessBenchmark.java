package io.millrace.benchmarks;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.MillraceProcess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long a commit takes to be seen in bronze and in silver, and what memory the processes take, while the source is
 * written at a fixed rate.
 */
@Command(
        name = "freshness",
        description = "Commit to visible in bronze and in silver, and memory, at a rate of changes over four tables.",
        mixinStandardHelpOptions = true)
final class FreshnessBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final long PROBE_MILLIS = 200;
    private static final long POLL_MILLIS = 50;
    private static final int POLLS_PER_MEMORY_SAMPLE = 100;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--rate", description = "changes per second (default: ${DEFAULT-VALUE})")
    private int rate = 500;

    @Option(names = "--rows", description = "rows of the largest table (default: ${DEFAULT-VALUE})")
    private long rows = 10_000_000;

    @Option(names = "--minutes", description = "how long the source is written (default: ${DEFAULT-VALUE})")
    private int minutes = 10;

    /** A commit, and when it was seen. */
    private record Commit(long lsn, long at) {}

    @Override
    public Integer call() throws SQLException, InterruptedException {
        flags.report()
                .head(
                        "Freshness: commit to visible",
                        "%,d changes/s for %d minutes over four tables of %,d, %,d, %,d and %,d rows, seed %d"
                                .formatted(rate, minutes, rows, rows / 10, rows / 100, rows / 100, flags.seed()));
        List<Long> sizes = List.of(rows, rows / 10, rows / 100, rows / 100);
        Tables tables = Tables.of(sizes);
        try (var bench = BenchStack.open("freshness", flags.portBase(), tables)) {
            bench.start(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC);
            long loaded = bench.position();
            flags.report().step("the first load");
            bench.await("The first load", PATIENCE, () -> bench.inSilver(loaded));
            run(bench, tables, sizes);
        }
        return 0;
    }

    private void run(BenchStack bench, Tables tables, List<Long> sizes) throws InterruptedException {
        List<Commit> commits = Collections.synchronizedList(new ArrayList<>());
        List<Commit> bronze = new ArrayList<>();
        List<Commit> silver = new ArrayList<>();
        var memory = new MemorySamples();
        long deadline = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        try (var load = SteadyLoad.start(bench, rate, flags.seed(), tables.updates(sizes))) {
            load.beside("prober", () -> probe(bench, load, commits));
            for (long tick = 0; System.nanoTime() < deadline && !load.isOver(); tick++) {
                bench.lake().ifPresent(status -> {
                    long now = System.nanoTime();
                    note(bronze, lowest(status, LakeStatus.Table::bronze), now);
                    note(silver, lowest(status, LakeStatus.Table::silver), now);
                });
                if (tick % POLLS_PER_MEMORY_SAMPLE == 0) {
                    memory.take(bench.stack());
                }
                Thread.sleep(POLL_MILLIS);
            }
            flags.report().figure("changes per second", "%,.0f written".formatted(load.rate()));
        }
        // A view of silver with the tail of bronze on top shows what bronze has.
        flags.report()
                .figure("commit to bronze, view", latencies(commits, bronze).toString());
        flags.report().figure("commit to silver", latencies(commits, silver).toString());
        memory.report(flags.report());
    }

    private static void probe(BenchStack bench, SteadyLoad load, List<Commit> commits)
            throws SQLException, InterruptedException {
        try (Connection connection = bench.connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE load_1 SET changed_at = now() WHERE id = 1");
                PreparedStatement end = connection.prepareStatement("SELECT pg_current_wal_insert_lsn()")) {
            while (!load.isOver()) {
                update.executeUpdate();
                long committed = System.nanoTime();
                try (var row = end.executeQuery()) {
                    row.next();
                    commits.add(new Commit(Position.parseLsn(row.getString(1)), committed));
                }
                Thread.sleep(PROBE_MILLIS);
            }
        }
    }

    private static Optional<Long> lowest(LakeStatus status, Function<LakeStatus.Table, Optional<Position>> position) {
        return status.tables().values().stream()
                .map(table -> position.apply(table).map(Position::lsn).orElse(0L))
                .min(Long::compareUnsigned);
    }

    private static void note(List<Commit> seen, Optional<Long> lsn, long now) {
        lsn.filter(at -> seen.isEmpty()
                        || Long.compareUnsigned(at, seen.get(seen.size() - 1).lsn()) > 0)
                .ifPresent(at -> seen.add(new Commit(at, now)));
    }

    /** For each commit, the time until a position at or behind it was seen first; those never seen are left out. */
    static Percentiles latencies(List<Commit> commits, List<Commit> seen) {
        List<Long> nanos = new ArrayList<>();
        int index = 0;
        for (Commit commit : commits) {
            while (index < seen.size() && Long.compareUnsigned(seen.get(index).lsn(), commit.lsn()) < 0) {
                index++;
            }
            if (index < seen.size()) {
                nanos.add(Math.max(0, seen.get(index).at() - commit.at()));
            }
        }
        return Percentiles.of(nanos);
    }
}
