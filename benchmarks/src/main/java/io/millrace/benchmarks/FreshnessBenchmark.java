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
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a commit takes to be seen in bronze and in silver, while the source is written at a fixed rate. */
@Command(
        name = "freshness",
        description = "Commit to visible in bronze and in silver, at a rate of changes over four tables.",
        mixinStandardHelpOptions = true)
final class FreshnessBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final long PROBE_MILLIS = 200;
    private static final long POLL_MILLIS = 50;
    private static final long NANOS = 1_000_000_000L;

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
        Tables tables = Tables.of(List.of(rows, rows / 10, rows / 100, rows / 100));
        try (var bench = BenchStack.open("freshness", flags.portBase(), tables)) {
            bench.start(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC);
            long loaded = bench.position();
            flags.report().step("the first load");
            bench.await("The first load", PATIENCE, () -> bench.inSilver(loaded));
            run(bench, tables);
        }
        return 0;
    }

    private void run(BenchStack bench, Tables tables) throws SQLException, InterruptedException {
        var stopped = new AtomicBoolean();
        var problem = new AtomicReference<Exception>();
        var written = new AtomicLong();
        List<Commit> commits = Collections.synchronizedList(new ArrayList<>());
        Thread writer = thread("writer", problem, () -> write(bench, tables, stopped, written));
        Thread prober = thread("prober", problem, () -> probe(bench, stopped, commits));
        List<Commit> bronze = new ArrayList<>();
        List<Commit> silver = new ArrayList<>();
        long begin = System.nanoTime();
        long deadline = begin + Duration.ofMinutes(minutes).toNanos();
        while (System.nanoTime() < deadline && problem.get() == null) {
            bench.lake().ifPresent(status -> {
                long now = System.nanoTime();
                note(bronze, lowest(status, LakeStatus.Table::bronze), now);
                note(silver, lowest(status, LakeStatus.Table::silver), now);
            });
            Thread.sleep(POLL_MILLIS);
        }
        stopped.set(true);
        writer.join();
        prober.join();
        if (problem.get() != null) {
            throw new IllegalStateException("The load broke off", problem.get());
        }
        flags.report()
                .figure(
                        "changes per second",
                        "%,.0f written".formatted(written.get() * (double) NANOS / (System.nanoTime() - begin)));
        flags.report().figure("commit to bronze", latencies(commits, bronze).toString());
        flags.report().figure("commit to silver", latencies(commits, silver).toString());
    }

    private interface Work {
        void run() throws SQLException, InterruptedException;
    }

    private static Thread thread(String name, AtomicReference<Exception> problem, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (SQLException | InterruptedException e) {
                        problem.set(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** One change for each transaction, on a plan that does not wait for slow answers. */
    private void write(BenchStack bench, Tables tables, AtomicBoolean stopped, AtomicLong written)
            throws SQLException, InterruptedException {
        var random = new Random(flags.seed());
        List<Long> sizes = List.of(rows, rows / 10, rows / 100, rows / 100);
        try (Connection connection = bench.connect()) {
            List<PreparedStatement> updates = new ArrayList<>();
            for (String table : tables.names()) {
                updates.add(connection.prepareStatement(
                        "UPDATE %s SET amount = amount + 1, changed_at = now() WHERE id = ?".formatted(table)));
            }
            long begin = System.nanoTime();
            for (long count = 0; !stopped.get(); count++) {
                long due = begin + count * NANOS / rate;
                long ahead = due - System.nanoTime();
                if (ahead > 0) {
                    Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
                }
                int table = random.nextInt(sizes.size());
                PreparedStatement update = updates.get(table);
                update.setLong(1, 1 + (long) (random.nextDouble() * sizes.get(table)));
                update.executeUpdate();
                written.incrementAndGet();
            }
        }
    }

    private static void probe(BenchStack bench, AtomicBoolean stopped, List<Commit> commits)
            throws SQLException, InterruptedException {
        try (Connection connection = bench.connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE load_1 SET changed_at = now() WHERE id = 1");
                PreparedStatement end = connection.prepareStatement("SELECT pg_current_wal_insert_lsn()")) {
            while (!stopped.get()) {
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
