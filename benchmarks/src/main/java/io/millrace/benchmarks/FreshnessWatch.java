package io.millrace.benchmarks;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.status.LakeStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks on while a source is written: how long after each of some commits bronze and silver have all tables as they were
 * at it, and what memory each process takes.
 */
final class FreshnessWatch {
    private static final long PROBE_MILLIS = 200;
    private static final long POLL_MILLIS = 50;
    private static final int POLLS_PER_MEMORY_SAMPLE = 100;
    private static final double BRONZE_GOAL_MILLIS = 3_000;
    private static final double SILVER_GOAL_MILLIS = 40_000;

    private final BenchStack bench;
    private final List<Commit> commits = Collections.synchronizedList(new ArrayList<>());
    private final List<Commit> bronze = new ArrayList<>();
    private final List<Commit> silver = new ArrayList<>();
    private final MemorySamples memory = new MemorySamples();
    private long end;

    /** A commit, and when it was seen. */
    record Commit(long lsn, long at) {}

    FreshnessWatch(BenchStack bench) {
        this.bench = bench;
    }

    /** Watches a load for a time, or until it breaks off. */
    void watch(SteadyLoad load, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        load.beside("prober", () -> probe(load, deadline));
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
        end = System.nanoTime();
    }

    /** Prints what was seen. */
    void report(Report report) {
        goal(report, "commit to bronze", latencies(commits, bronze, end), BRONZE_GOAL_MILLIS);
        goal(report, "commit to silver", latencies(commits, silver, end), SILVER_GOAL_MILLIS);
        memory.report(report);
    }

    private static void goal(Report report, String name, Percentiles times, double most) {
        report.figure(
                name, "%s   (goal p95 %,.0f ms: %s)".formatted(times, most, times.p95() <= most ? "met" : "not met"));
    }

    private void probe(SteadyLoad load, long deadline) throws SQLException, InterruptedException {
        try (Connection connection = bench.connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE load_1 SET changed_at = now() WHERE id = 1");
                PreparedStatement end = connection.prepareStatement("SELECT pg_current_wal_insert_lsn()")) {
            while (System.nanoTime() < deadline && !load.isOver()) {
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

    /**
     * For each commit, the time until a position at or behind it was seen first; for one that never was, the time until the
     * end, which is less than it took.
     */
    static Percentiles latencies(List<Commit> commits, List<Commit> seen, long end) {
        List<Long> nanos = new ArrayList<>();
        int index = 0;
        for (Commit commit : commits) {
            while (index < seen.size() && Long.compareUnsigned(seen.get(index).lsn(), commit.lsn()) < 0) {
                index++;
            }
            long at = index < seen.size() ? seen.get(index).at() : end;
            nanos.add(Math.max(0, at - commit.at()));
        }
        return Percentiles.of(nanos);
    }
}
