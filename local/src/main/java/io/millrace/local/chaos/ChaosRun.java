package io.millrace.local.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Lets one mishap after the other strike a stack that is being written, and compares lake and source after each.
 *
 * @param story receives a line for each mishap
 */
record ChaosRun(ChaosStack stack, long seed, Consumer<String> story) {
    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration AFTER = Duration.ofSeconds(2);
    private static final String BROKEN = "NOT AS PROMISED: ";

    /**
     * What a run came to.
     *
     * @param differing what went wrong, empty if nothing did
     */
    record Outcome(int mishaps, long transactions, List<String> differing) {
        boolean equal() {
            return differing.isEmpty();
        }
    }

    /** Each mishap of the list once, in its order. */
    Outcome once(List<Mishap> mishaps) throws SQLException, InterruptedException {
        var random = new Random(seed);
        return run(mishaps.iterator(), random, () -> true);
    }

    /** Mishaps by chance until the time is over. */
    Outcome during(Duration time) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        var random = new Random(seed);
        List<Mishap> all = Mishap.all();
        List<Mishap> order = new ArrayList<>();
        return run(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return true;
                    }

                    @Override
                    public Mishap next() {
                        if (order.isEmpty()) {
                            order.addAll(all);
                            Collections.shuffle(order, random);
                        }
                        return order.remove(order.size() - 1);
                    }
                },
                random,
                () -> System.nanoTime() < deadline);
    }

    private Outcome run(Iterator<Mishap> mishaps, Random random, BooleanSupplier goesOn)
            throws SQLException, InterruptedException {
        int struck = 0;
        long transactions = 0;
        List<String> differing = new ArrayList<>();
        // The first mishap strikes a product that works.
        new Settling(stack).await();
        while (goesOn.getAsBoolean() && mishaps.hasNext()) {
            Mishap mishap = mishaps.next();
            struck++;
            long begin = System.nanoTime();
            List<String> lines = new ArrayList<>();
            long committed = strike(mishap, random, lines);
            new Settling(stack).await();
            boolean equal = stack.audit(lines);
            boolean asPromised = equal && lines.stream().noneMatch(line -> line.startsWith(BROKEN));
            transactions += committed;
            story.accept("%3d  %-48s %,6d transactions  %3d s  %s"
                    .formatted(
                            struck,
                            mishap.name(),
                            committed,
                            Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                            asPromised ? "equal" : equal ? "equal, but NOT AS PROMISED" : "DIFFERENT"));
            if (!asPromised) {
                lines.forEach(story);
                differing.add(mishap.name() + ": " + String.join(System.lineSeparator(), lines));
            }
        }
        return new Outcome(struck, transactions, List.copyOf(differing));
    }

    private long strike(Mishap mishap, Random random, List<String> lines) throws SQLException, InterruptedException {
        try (var workload = new Workload(stack::connect, random.nextLong()).start()) {
            Thread.sleep(BEFORE.toMillis());
            workload.requireRunning();
            try {
                mishap.strike().at(stack, random);
            } catch (IllegalStateException e) {
                lines.add(BROKEN + e.getMessage());
            }
            stack.heal();
            Thread.sleep(AFTER.toMillis());
            return workload.stop();
        }
    }
}
