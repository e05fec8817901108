package io.millrace.benchmarks;

import io.millrace.benchmarks.Requests.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many lists serving answers, each of a user who is read from Redis and solved against a model all of whose items are
 * scored: against the same server's constant answer, and against reading as much memory as the factors take. Clients,
 * serving and Redis share the cores of this machine.
 */
@Command(
        name = "serving",
        description = "Recommendations per second, against a constant answer and a scan of the same memory.",
        mixinStandardHelpOptions = true)
final class ServingBenchmark implements Callable<Integer> {
    private static final double GOAL_OF_CONSTANT = 0.5;
    private static final double GOAL_OF_MEMORY = 0.7;
    /** From so many items on, the memory is the limit; below, it is the constant answer. */
    private static final int LARGE = 1_000_000;

    private static final double CALM = 0.3;
    private static final int OVERLOAD = 10;
    private static final double GOAL_UNDER_OVERLOAD = 2;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    @Mixin
    private RunFlags flags = new RunFlags();

    @Option(
            names = "--items",
            split = ",",
            description = "of the shops, one after the other (default: ${DEFAULT-VALUE})",
            defaultValue = "10000,100000,1000000")
    private List<Integer> sizes;

    @Option(names = "--users", description = "(default: ${DEFAULT-VALUE})")
    private int users = 50_000;

    @Option(names = "--interactions", description = "of each user (default: ${DEFAULT-VALUE})")
    private int interactions = 50;

    @Option(names = "--clients", description = "that ask one question after the other (default: ${DEFAULT-VALUE})")
    private int clients = 8;

    @Option(
            names = "--seconds",
            description = "that each figure is measured, after as many that are not (default: ${DEFAULT-VALUE})")
    private int seconds = 20;

    @Override
    public Integer call() throws InterruptedException {
        flags.report()
                .head(
                        "Serving: recommendations per second",
                        "%s items of rank %d, %,d users with %d interactions, %d clients for %d s, seed %d; clients, serving and Redis share the cores"
                                .formatted(
                                        sizes,
                                        SyntheticShop.RANK,
                                        users,
                                        interactions,
                                        clients,
                                        seconds,
                                        flags.seed()));
        for (int items : sizes) {
            flags.report().step("%,d items".formatted(items));
            try (var served =
                    ServedShop.open("serving", flags, new SyntheticShop.Size(items, users, interactions), 1)) {
                measure(served, items);
            }
        }
        return 0;
    }

    private void measure(ServedShop served, int items) throws InterruptedException {
        Duration time = Duration.ofSeconds(seconds);
        served.lists().byClients(clients, time);
        served.constant().byClients(clients, time);
        double constant = perSecond(served.constant().byClients(clients, time));
        List<Answer> lists = served.lists().byClients(clients, time);
        double rate = perSecond(lists);
        long bytes = (long) items * SyntheticShop.RANK * Float.BYTES;
        double scans = new MemoryScan(bytes).rate(time);
        flags.report().figure("one list", Percentiles.of(Requests.nanos(lists)).toString());
        flags.report().figure("a constant answer", "%,.0f/s".formatted(constant));
        flags.report()
                .figure(
                        "a scan of the factors",
                        "%,.1f/s of %,.1f MB, %.1f GB/s".formatted(scans, bytes / 1e6, scans * bytes / 1e9));
        if (items >= LARGE) {
            flags.report().ratio("lists by memory", rate, scans, GOAL_OF_MEMORY);
        } else {
            flags.report().ratio("lists by constant", rate, constant, GOAL_OF_CONSTANT);
        }
        overload(served, rate);
    }

    private double perSecond(List<Answer> answers) {
        return answers.size() / (double) seconds;
    }

    /** A load that the server bears, and ten times as much. */
    private void overload(ServedShop served, double most) throws InterruptedException {
        List<Answer> calm = onPlan(served, most * CALM);
        List<Answer> all = onPlan(served, most * CALM * OVERLOAD);
        long refused = all.stream().filter(ServingBenchmark::isToldToComeBack).count();
        long failed = all.stream()
                .filter(answer -> !answer.isOk() && !isToldToComeBack(answer))
                .count();
        flags.report()
                .figure(
                        "ten times the load",
                        "%,d answered, %,d told to come back later, %,d otherwise (goal 0: %s)"
                                .formatted(
                                        all.size() - refused - failed,
                                        refused,
                                        failed,
                                        failed == 0 ? "met" : "not met"));
        flags.report()
                .atMost(
                        "p99 of those answered",
                        Percentiles.of(Requests.nanosSinceSent(all)).p99(),
                        Percentiles.of(Requests.nanosSinceSent(calm)).p99(),
                        GOAL_UNDER_OVERLOAD);
    }

    private List<Answer> onPlan(ServedShop served, double rate) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        return served.lists().onPlan(rate, () -> System.nanoTime() > deadline);
    }

    private static boolean isToldToComeBack(Answer answer) {
        return (answer.status() == TOO_MANY || answer.status() == UNAVAILABLE) && answer.retryAfter();
    }
}
