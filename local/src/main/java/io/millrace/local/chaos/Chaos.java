package io.millrace.local.chaos;

import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.Machine;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Chaos on a stack of its own.
 *
 * @param folder of its state, which is kept
 * @param story receives a line for each mishap
 */
public record Chaos(Path folder, int portBase, Settings settings, Consumer<String> story) {

    /**
     * Mishaps by chance until the time is over.
     *
     * @return whether the lake equalled the source after each
     */
    public boolean run(Duration time, long seed) throws SQLException, InterruptedException {
        story.accept("Chaos for %d minutes with seed %d in %s".formatted(time.toMinutes(), seed, folder));
        try (var stack = open()) {
            return told(new ChaosRun(stack, seed, story).during(time));
        }
    }

    /** Each named crash point once. */
    public boolean crashes(long seed) throws SQLException, InterruptedException {
        try (var stack = open()) {
            return told(new ChaosRun(stack, seed, story).once(Mishap.crashes()));
        }
    }

    private ChaosStack open() throws SQLException, InterruptedException {
        StackOptions options = ChaosStack.options(folder, portBase);
        Machine.require(settings, new Stack(folder, options, settings));
        return ChaosStack.open(folder, options, settings);
    }

    private boolean told(ChaosRun.Outcome outcome) {
        story.accept("%d mishaps, %,d transactions: %s"
                .formatted(
                        outcome.mishaps(),
                        outcome.transactions(),
                        outcome.equal()
                                ? "nothing was lost, doubled or wrong"
                                : "%d times the lake was not equal to its source"
                                        .formatted(outcome.differing().size())));
        return outcome.equal();
    }
}
