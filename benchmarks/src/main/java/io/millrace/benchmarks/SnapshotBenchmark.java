package io.millrace.benchmarks;

import io.millrace.local.stack.MillraceProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.postgresql.PGConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast the rows of one large table arrive at first, against COPY of the same table to nowhere. */
@Command(
        name = "snapshot",
        description = "Rows per second of a first load into Kafka, bronze and silver, against COPY TO STDOUT.",
        mixinStandardHelpOptions = true)
final class SnapshotBenchmark implements Callable<Integer> {
    private static final double GOAL = 0.1;
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--rows", description = "rows of the table (default: ${DEFAULT-VALUE})")
    private long rows = 2_000_000;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        flags.report().head("Snapshot: the first load of one table", "%,d rows of six columns".formatted(rows));
        try (var bench = BenchStack.open("snapshot", flags.portBase(), Tables.of(1, rows))) {
            double limit = rows / copySeconds(bench);
            flags.report().figure("COPY TO STDOUT", "%,.0f/s".formatted(limit));
            // Ready and waiting before anything is read, so that its start is not measured.
            bench.start(MillraceProcess.LAKEHOUSE);
            long end = bench.position();
            bench.start(MillraceProcess.CDC);
            long begin = bench.await("The first row", PATIENCE, () -> bench.published() > 0);
            long published = bench.await("Reading", PATIENCE, () -> bench.published() >= rows);
            long landed = bench.await(
                    "Landing",
                    PATIENCE,
                    () -> bench.metric(MillraceProcess.LAKEHOUSE, "millrace_bronze_changes_total") >= rows);
            long folded = bench.await("Silver", PATIENCE, () -> bench.inSilver(end) && silverRows(bench) >= rows);
            flags.report().ratio("into Kafka", rows / seconds(begin, published), limit, GOAL);
            flags.report().ratio("into bronze", rows / seconds(begin, landed), limit, GOAL);
            flags.report().ratio("into silver", rows / seconds(begin, folded), limit, GOAL);
        }
        return 0;
    }

    private static long silverRows(BenchStack bench) {
        return bench.lake()
                .map(status -> status.tables().values().stream()
                        .mapToLong(table -> table.rows())
                        .sum())
                .orElse(0L);
    }

    private static double copySeconds(BenchStack bench) throws SQLException {
        try (Connection connection = bench.connect()) {
            long begin = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY load_0 TO STDOUT", OutputStream.nullOutputStream());
            return (System.nanoTime() - begin) / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException("Nowhere cannot be full", e);
        }
    }

    private static double seconds(long begin, long end) {
        return (end - begin) / 1e9;
    }
}
