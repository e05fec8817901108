package io.millrace.local.demo;

import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.Stack;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets customers order until the demo is interrupted, and says when a process dies.
 *
 * @param staysUp whether the stack runs on after that
 */
record LiveOrders(Stack stack, DemoPlan plan, Story story, boolean staysUp) {
    private static final long WATCH_SECONDS = 2;

    void run() throws InterruptedException {
        story.line("");
        story.line("Customers order now, %.1f times a second. Ctrl-C %s."
                .formatted(plan.rate(), staysUp ? "ends that; the rest runs on" : "stops everything"));
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        Set<String> dead = new HashSet<>();
        watch.scheduleAtFixedRate(() -> watchOver(dead), WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
        try {
            List<String> simulate = new ArrayList<>(List.of("simulate", "--rate", Double.toString(plan.rate())));
            simulate.addAll(plan.seed());
            new ShopSource(stack).run(story::line, simulate.toArray(String[]::new));
        } finally {
            watch.shutdownNow();
        }
    }

    /** A pid file that cannot be read at one look is told of, and must not make that the last. */
    private void watchOver(Set<String> dead) {
        try {
            tellOfTheDead(dead);
        } catch (UncheckedIOException e) {
            story.line("Whether every process lives could not be seen just now: " + e.getMessage());
        }
    }

    private void tellOfTheDead(Set<String> dead) {
        for (Stack.Part part : stack.parts()) {
            if (part.process().isEmpty() && dead.add(part.name())) {
                story.line("%s has ended; './millrace logs %s' shows why, './millrace up' starts it again"
                        .formatted(part.name(), part.name()));
            } else if (part.process().isPresent()) {
                dead.remove(part.name());
            }
        }
    }
}
