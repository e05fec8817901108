package io.millrace.benchmarks;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one benchmark on a stack of its own, which is removed when the next one of its kind starts. */
@Command(
        name = "bench",
        description = "Measures the product on this machine, each figure beside a limit of the same run.",
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            CaptureBenchmark.class,
            SnapshotBenchmark.class,
            FreshnessBenchmark.class,
            MergeBenchmark.class,
            ReadBenchmark.class,
            LiveBenchmark.class,
            GatewayBenchmark.class,
            TrainingBenchmark.class,
            StreamingBenchmark.class,
            VisibleBenchmark.class,
            StateBenchmark.class,
            ServingBenchmark.class,
            LoadBenchmark.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true)
public final class BenchmarksMain {
    private BenchmarksMain() {}

    public static void main(String[] args) {
        Entrypoint.exitWith("bench", () -> execute(args));
    }

    private static int execute(String... args) throws InterruptedException {
        var failed = new AtomicReference<Exception>();
        var commandLine = new CommandLine(new BenchmarksMain());
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            failed.set(failure);
            return CommandLine.ExitCode.SOFTWARE;
        });
        int code = commandLine.execute(args.length == 0 ? new String[] {"--help"} : args);
        if (failed.get() instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (failed.get() instanceof RuntimeException known) {
            throw known;
        }
        if (failed.get() != null) {
            throw new PipelineException(FailureKind.SOURCE, failed.get().getMessage(), failed.get());
        }
        return code;
    }
}
