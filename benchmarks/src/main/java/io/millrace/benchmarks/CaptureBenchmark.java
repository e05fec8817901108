package io.millrace.benchmarks;

import io.millrace.local.stack.MillraceProcess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How fast a backlog is caught up: changes per second into Kafka, and into bronze, against reading the same log with
 * the same plugin and throwing it away.
 */
@Command(
        name = "capture",
        description = "Changes per second of a backlog into Kafka and into bronze, against pg_recvlogical.",
        mixinStandardHelpOptions = true)
final class CaptureBenchmark implements Callable<Integer> {
    private static final String LIMIT_SLOT = "bench_limit";
    private static final String PUBLICATION = "millrace";
    private static final int TABLES = 4;
    private static final int ROWS_PER_TRANSACTION = 100;
    private static final double GOAL = 0.25;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--changes", description = "changes in the backlog (default: ${DEFAULT-VALUE})")
    private long changes = 1_000_000;

    @Option(names = "--rows", description = "rows of each table before (default: ${DEFAULT-VALUE})")
    private long rows = 50_000;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        Tables tables = Tables.of(TABLES, rows);
        flags.report()
                .head(
                        "Capture: a backlog into Kafka and into bronze",
                        "%,d changes in transactions of %d over %d tables of %,d rows, seed %d"
                                .formatted(changes, ROWS_PER_TRANSACTION, TABLES, rows, flags.seed()));
        try (var bench = BenchStack.open("capture", flags.portBase(), tables)) {
            bench.start(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC);
            long loaded = bench.position();
            bench.await("The first load", PATIENCE, () -> bench.inSilver(loaded));
            bench.stop(MillraceProcess.CDC);
            bench.sql("SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(LIMIT_SLOT));
            flags.report().step("writing the backlog");
            write(bench, tables);
            long end = bench.position();
            LogReader.Reading limit =
                    new LogReader(bench.stack().services().postgres(), LIMIT_SLOT, PUBLICATION).readTo(end);
            measure(bench, end, limit);
        }
        return 0;
    }

    private void measure(BenchStack bench, long end, LogReader.Reading limit) throws InterruptedException {
        double limitRate = changes / limit.seconds();
        flags.report().figure(limit.reader(), "%,.0f/s".formatted(limitRate));
        double bronzeBefore = bench.metric(MillraceProcess.LAKEHOUSE, "millrace_bronze_changes_total");
        bench.start(MillraceProcess.CDC);
        long begin = bench.await("The first change", PATIENCE, () -> bench.published() > 0);
        long captured = bench.await("Catching up", PATIENCE, () -> bench.captured(end));
        long landed = bench.await("Landing", PATIENCE, () -> bench.inBronze(end));
        double inBronze = bench.metric(MillraceProcess.LAKEHOUSE, "millrace_bronze_changes_total") - bronzeBefore;
        if (inBronze < changes) {
            throw new IllegalStateException(
                    "Bronze took %,.0f changes, but %,d were made".formatted(inBronze, changes));
        }
        flags.report().ratio("into Kafka", changes / seconds(begin, captured), limitRate, GOAL);
        flags.report().ratio("into bronze", changes / seconds(begin, landed), limitRate, GOAL);
    }

    private static double seconds(long begin, long end) {
        return (end - begin) / 1e9;
    }

    /** Six inserts, three updates and a delete of every ten, spread over the tables. */
    private void write(BenchStack bench, Tables tables) throws SQLException {
        var random = new Random(flags.seed());
        long nextKey = rows + 1;
        try (Connection connection = bench.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (long done = 0; done < changes; done += ROWS_PER_TRANSACTION) {
                String table = tables.names().get(random.nextInt(TABLES));
                int inserts = ROWS_PER_TRANSACTION * 6 / 10;
                int updates = ROWS_PER_TRANSACTION * 3 / 10;
                int deletes = ROWS_PER_TRANSACTION - inserts - updates;
                statement.execute(Tables.fill(table, nextKey, nextKey + inserts - 1));
                // Of the rows that this transaction has inserted, because each table has others of its own.
                statement.execute("UPDATE %s SET amount = amount + 1, status = 'edited' WHERE id BETWEEN %d AND %d"
                        .formatted(table, nextKey, nextKey + updates - 1));
                statement.execute("DELETE FROM %s WHERE id BETWEEN %d AND %d"
                        .formatted(table, nextKey + updates, nextKey + updates + deletes - 1));
                connection.commit();
                nextKey += inserts;
            }
        }
    }
}
