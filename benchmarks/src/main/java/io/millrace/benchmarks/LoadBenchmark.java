package io.millrace.benchmarks;

import io.millrace.benchmarks.Requests.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What those notice who ask while serving loads another model, and how soon it goes back to the one before. Clients,
 * serving and Redis share the cores of this machine.
 */
@Command(
        name = "load",
        description = "Latency of answers while a model is loaded, and the time of a rollback.",
        mixinStandardHelpOptions = true)
final class LoadBenchmark implements Callable<Integer> {
    private static final double GOAL = 2;
    private static final Duration GOAL_OF_ROLLBACK = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long BETWEEN_LOOKS_MILLIS = 5;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(names = "--items", description = "of the model (default: ${DEFAULT-VALUE})")
    private int items = 1_000_000;

    @Option(names = "--users", description = "with 50 interactions each (default: ${DEFAULT-VALUE})")
    private int users = 10_000;

    @Option(names = "--rate", description = "questions per second (default: ${DEFAULT-VALUE})")
    private double rate = 10;

    @Option(names = "--models", description = "that are loaded one after the other (default: ${DEFAULT-VALUE})")
    private int models = 5;

    @Option(names = "--seconds", description = "without a loading before each of them (default: ${DEFAULT-VALUE})")
    private int seconds = 20;

    @Option(names = "--rollbacks", description = "(default: ${DEFAULT-VALUE})")
    private int rollbacks = 20;

    @Override
    public Integer call() throws InterruptedException {
        flags.report()
                .head(
                        "Load: answers while a model is loaded",
                        "%,d items of rank %d, %,d users with 50 interactions, %.0f questions/s, %d models, seed %d; clients, serving and Redis share the cores"
                                .formatted(items, SyntheticShop.RANK, users, rate, models, flags.seed()));
        try (var served = ServedShop.open("load", flags, new SyntheticShop.Size(items, users, 50), 2)) {
            flags.report().step("warming up");
            quiet(served);
            List<Answer> before = new ArrayList<>();
            List<Answer> during = new ArrayList<>();
            List<Long> loadings = new ArrayList<>();
            for (int model = 1; model <= models; model++) {
                served.shop().writeModel("m" + model);
                before.addAll(quiet(served));
                long begin = System.nanoTime();
                served.shop().show("m" + model);
                during.addAll(until(served, "m" + model, begin));
                loadings.add(System.nanoTime() - begin);
                if (model > 1) {
                    served.shop().forget("m" + (model - 2));
                }
            }
            Percentiles calm = Percentiles.of(Requests.nanos(before));
            Percentiles loading = Percentiles.of(Requests.nanos(during));
            flags.report().figure("one loading", Percentiles.of(loadings).toString());
            flags.report().figure("answers before it", calm.toString());
            flags.report().figure("answers during it", loading.toString());
            flags.report().atMost("p99 during it", loading.p99(), calm.p99(), GOAL);
            rollBack(served);
        }
        return 0;
    }

    private List<Answer> quiet(ServedShop served) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        return served.lists().onPlan(rate, () -> System.nanoTime() > deadline);
    }

    private List<Answer> until(ServedShop served, String model, long begin) throws InterruptedException {
        return served.lists().onPlan(rate, () -> {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("Serving did not load %s; see its log".formatted(model));
            }
            return served.model().equals(model);
        });
    }

    /** Between the last two models: both were loaded, and their factors are still in Redis. */
    private void rollBack(ServedShop served) throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (int count = 1; count <= rollbacks; count++) {
            String model = "m" + (models - count % 2);
            long begin = System.nanoTime();
            served.shop().show(model);
            while (!served.model().equals(model)) {
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
            nanos.add(System.nanoTime() - begin);
        }
        Percentiles times = Percentiles.of(nanos);
        flags.report().figure("one rollback", times.toString());
        flags.report().atMost("slowest rollback", times.most(), GOAL_OF_ROLLBACK.toMillis(), 1);
    }
}
