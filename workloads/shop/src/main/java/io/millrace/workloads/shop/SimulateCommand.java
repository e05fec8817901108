package io.millrace.workloads.shop;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.workloads.shop.simulate.ShopSimulator;
import io.millrace.workloads.shop.simulate.SimulationCounts;
import io.millrace.workloads.shop.simulate.SimulationPlan;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets customers order, live. */
@Command(
        name = "simulate",
        description =
                "Let customers order until Ctrl-C, with edits, cancellations, new users, deletions and a few frauds among them.")
final class SimulateCommand implements Entrypoint.Work {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    @Mixin
    private DatabaseOptions options;

    @Option(names = "--rate", defaultValue = "2", description = "orders per second (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--seed", defaultValue = "42", description = "default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--seconds", description = "end after so many seconds (default: never)")
    private Long seconds;

    @Option(
            names = "--no-fraud",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "leave out orders of an impossible value and bursts of orders, which raise alerts")
    private boolean hasFraud;

    private SimulationCounts latest;
    private long nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();

    @Override
    public void run() throws InterruptedException {
        var plan = new SimulationPlan(rate, seed, Optional.ofNullable(seconds).map(Duration::ofSeconds), hasFraud);
        try {
            new ShopSimulator(options.database(), plan, this::show).run();
        } finally {
            System.out.println("Simulated: "
                    + Optional.ofNullable(latest).map(Object::toString).orElse("nothing"));
        }
    }

    private void show(SimulationCounts counts) {
        latest = counts;
        if (System.nanoTime() >= nextLine) {
            nextLine += BETWEEN_LINES.toNanos();
            System.out.println("Live: " + counts);
        }
    }
}
