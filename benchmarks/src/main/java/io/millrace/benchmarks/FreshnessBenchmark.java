package io.millrace.benchmarks;

import io.millrace.local.stack.MillraceProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--rate", description = "changes per second (default: ${DEFAULT-VALUE})")
    private int rate = 500;

    @Option(names = "--rows", description = "rows of the largest table (default: ${DEFAULT-VALUE})")
    private long rows = 10_000_000;

    @Option(names = "--minutes", description = "how long the source is written (default: ${DEFAULT-VALUE})")
    private int minutes = 10;

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
        var watch = new FreshnessWatch(bench);
        try (var load = SteadyLoad.start(bench, rate, flags.seed(), tables.updates(sizes))) {
            watch.watch(load, Duration.ofMinutes(minutes));
            flags.report().figure("changes per second", "%,.0f written".formatted(load.rate()));
        }
        watch.report(flags.report());
    }
}
