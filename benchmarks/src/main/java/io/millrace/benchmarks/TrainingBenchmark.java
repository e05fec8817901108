package io.millrace.benchmarks;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.ModuleFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long the pipeline takes to train a model, beside a Spark program that does nothing but fit the same ALS. Both are
 * timed from the start of their process to its end, on the same files, with the same heap and cores.
 */
@Command(
        name = "training",
        description = "Seconds of the pipeline's training step, against a bare Spark program that fits the same ALS.",
        mixinStandardHelpOptions = true)
final class TrainingBenchmark implements Callable<Integer> {
    private static final double GOAL = 1.15;
    private static final double NANOS = 1e9;
    private static final int LINES_OF_A_FAILURE = 20;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--users", description = "users (default: ${DEFAULT-VALUE})")
    private long users = 100_000;

    @Option(names = "--items", description = "items (default: ${DEFAULT-VALUE})")
    private long items = 50_000;

    @Option(names = "--plays", description = "rows of their interactions (default: ${DEFAULT-VALUE})")
    private long plays = 5_000_000;

    @Option(names = "--rank", description = "length of a factor (default: ${DEFAULT-VALUE})")
    private int rank = 32;

    @Option(names = "--rounds", description = "times that each is measured, by turns (default: ${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(names = "--heap", description = "of either program (default: ${DEFAULT-VALUE})")
    private String heap = "4g";

    private final ModuleFolder module = MillraceHome.find().module("ml");

    @Override
    public Integer call() throws InterruptedException {
        flags.report()
                .head(
                        "Training: the pipeline's step against a bare Spark program",
                        "%,d users, %,d items, %,d rows, rank %d, heap %s, median of %d rounds, seed %d"
                                .formatted(users, items, plays, rank, heap, rounds, flags.seed()));
        Path folder = BenchFolder.fresh("training");
        flags.report().step("the data and its features");
        run(
                folder,
                "io.millrace.ml.bench.BenchDataMain",
                String.valueOf(users),
                String.valueOf(items),
                String.valueOf(plays),
                String.valueOf(flags.seed()));
        measure(folder);
        return 0;
    }

    private void measure(Path folder) throws InterruptedException {
        String interactions = LakeNames.location(root(folder), new LakeNames("bench").featuresSchema(), "interactions");
        List<Double> bare = new ArrayList<>();
        List<Double> step = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            bare.add(seconds(
                    folder,
                    "io.millrace.ml.bench.BareTrainingMain",
                    interactions,
                    folder.resolve("bare").toString(),
                    folder.resolve("checkpoints").toString()));
            step.add(seconds(folder, "io.millrace.ml.TrainMain", "train"));
        }
        double limit = median(bare);
        double reached = median(step);
        flags.report().figure("bare program", text("%.1f s", limit));
        flags.report()
                .figure(
                        "training step",
                        text(
                                "%.1f s, %.2f times the bare program (goal at most %.2f: %s)",
                                reached, reached / limit, GOAL, reached / limit <= GOAL ? "met" : "not met"));
        flags.report()
                .figure("evaluation after it", text("%.1f s", seconds(folder, "io.millrace.ml.TrainMain", "evaluate")));
    }

    private static double median(List<Double> measured) {
        return Percentiles.median(
                measured.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private double seconds(Path folder, String main, String... arguments) throws InterruptedException {
        long start = System.nanoTime();
        run(folder, main, arguments);
        return (System.nanoTime() - start) / NANOS;
    }

    private static String root(Path folder) {
        return folder.resolve("lake").toUri().toString().replaceAll("/+$", "");
    }

    private void run(Path folder, String main, String... arguments) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        var program = JavaProgram.of(module, main).withHeap(heap).withArguments(arguments);
        int status = new AttachedProgram(program.command(folder), environment(folder)).run(lines::add);
        if (status != 0) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "%s ended with status %d:%n%s"
                            .formatted(
                                    main,
                                    status,
                                    String.join(
                                            System.lineSeparator(),
                                            lines.subList(
                                                    Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()))));
        }
    }

    private Map<String, String> environment(Path folder) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MILLRACE_LAKE_ROOT", root(folder));
        environment.put("MILLRACE_PIPELINE", folder.resolve("pipeline.yaml").toString());
        environment.put("MILLRACE_ML_ALS_RANK", String.valueOf(rank));
        return environment;
    }
}
