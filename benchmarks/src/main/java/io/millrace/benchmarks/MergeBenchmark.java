package io.millrace.benchmarks;

import io.millrace.local.stack.MillraceProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a fixed number of changes takes to be folded into tables of growing size. */
@Command(
        name = "merge",
        description = "Seconds to fold 10,000 changes into silver tables of several sizes.",
        mixinStandardHelpOptions = true)
final class MergeBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(90);
    private static final int CHANGES = 10_000;
    private static final double NEWEST = 0.02;
    private static final double GOAL = 1.5;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(
            names = "--rows",
            split = ",",
            description = "rows of the tables, the smallest first (default: ${DEFAULT-VALUE})")
    private List<Long> rows = List.of(1_000_000L, 10_000_000L, 50_000_000L);

    @Option(names = "--rounds", description = "times that each is measured (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        flags.report()
                .head(
                        "Merge: %,d changes into silver".formatted(CHANGES),
                        "tables of %s rows, median of %d rounds, seed %d".formatted(rows, rounds, flags.seed()));
        Tables tables = Tables.of(rows);
        try (var bench = BenchStack.open("merge", flags.portBase(), tables)) {
            bench.start(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC);
            long loaded = bench.position();
            flags.report().step("the first load");
            bench.await("The first load", PATIENCE, () -> bench.inSilver(loaded));
            double smallest = 0;
            for (int index = 0; index < rows.size(); index++) {
                String table = tables.names().get(index);
                long count = rows.get(index);
                double newest = seconds(bench, table, count, (long) (count * (1 - NEWEST)));
                double uniform = seconds(bench, table, count, 0);
                smallest = index == 0 ? newest : smallest;
                flags.report()
                        .figure(
                                "%,d rows".formatted(count),
                                "newest 2 %% of the keys %.2f s, %.2f times the smallest (goal at most %.1f); uniform keys %.2f s"
                                        .formatted(newest, newest / smallest, GOAL, uniform));
            }
        }
        return 0;
    }

    private double seconds(BenchStack bench, String table, long count, long after)
            throws SQLException, InterruptedException {
        List<Double> measured = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            double before = folding(bench, table);
            long step = Math.max(1, (count - after) / CHANGES);
            bench.sql(
                    "UPDATE %s SET amount = amount + 1 WHERE id IN (SELECT %d + i * %d FROM generate_series(1, %d) AS i)"
                            .formatted(table, after, step, CHANGES));
            long end = bench.position();
            bench.await("The merge", PATIENCE, () -> bench.inSilver(end));
            measured.add(folding(bench, table) - before);
        }
        return Percentiles.median(
                measured.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double folding(BenchStack bench, String table) {
        return bench.metric(
                MillraceProcess.LAKEHOUSE, "millrace_silver_fold_seconds_sum{table=\"public.%s\"".formatted(table));
    }
}
