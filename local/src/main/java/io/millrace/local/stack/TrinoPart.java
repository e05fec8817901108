package io.millrace.local.stack;

import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trino beside the lake: fetched when it is first asked for, then kept.
 *
 * @param stack whose lake it reads
 */
record TrinoPart(Stack stack) {
    private static final String NAME = "trino";
    private static final Duration READY_WITHIN = Duration.ofMinutes(30);
    private static final String HEAP = "96m";

    /** Returns when Trino answers and knows the lake's tables; tells what its process writes meanwhile. */
    void start(Consumer<String> story) {
        NamedProcess named = stack.named(NAME);
        JavaProgram program = stack.program(NAME, "io.millrace.trino.TrinoMain").withHeap(HEAP);
        RunningProcess process = stack.started(named, program);
        // Trino itself answers before it knows the tables; the endpoint of the registration is ready when it does.
        var registration =
                new Probe("http://127.0.0.1:" + stack.options().ports().trinoRegistration());
        var told = new LastLine(story);
        boolean ready = named.awaitReady(
                process,
                Readiness.when(
                        () -> {
                            told.tell(named.log().tail(1));
                            return registration.ready();
                        },
                        READY_WITHIN));
        if (!ready) {
            throw stack.ended(named);
        }
        story.accept(
                "  trino answers at http://127.0.0.1:" + stack.options().ports().trino());
    }

    /** Passes a line on when it is not the one before. */
    private static final class LastLine {
        private final Consumer<String> story;
        private List<String> last = List.of();

        LastLine(Consumer<String> story) {
            this.story = story;
        }

        void tell(List<String> lines) {
            if (!lines.equals(last)) {
                last = lines;
                lines.forEach(line -> story.accept("  " + line));
            }
        }
    }
}
