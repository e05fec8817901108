package io.millrace.local.chaos;

import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What happens to the processes of the product: killed, paused, started twice, relieved while they slept. */
final class Accidents {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration TURNED_AWAY = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 500;
    /** Longer than the lease and than the server keeps a silent reader of its log. */
    private static final Duration RELIEVED = Duration.ofMinutes(4);

    private Accidents() {}

    static List<Mishap> all() {
        List<Mishap> mishaps = new ArrayList<>();
        for (MillraceProcess process : ChaosStack.PROCESSES) {
            String name = process.module();
            mishaps.add(Mishap.of("kill -9 of " + name, (stack, random) -> stack.kill(process))
                    .ending(process));
            mishaps.add(Mishap.of(name + " is paused and wakes", (stack, random) -> pause(stack, process)));
            mishaps.add(Mishap.of(
                    "a second " + name + " is started by mistake", (stack, random) -> second(stack, process)));
            mishaps.add(Mishap.ofMinutes(
                            name + " is paused, another takes over, it wakes",
                            (stack, random) -> relieve(stack, process))
                    .ending(process)
                    .maybeEndingLater(process));
        }
        mishaps.add(Mishap.of("kill -9 of everything", Accidents::killAll)
                .ending(ChaosStack.PROCESSES.toArray(MillraceProcess[]::new)));
        return List.copyOf(mishaps);
    }

    private static void pause(ChaosStack stack, MillraceProcess process) throws InterruptedException {
        RunningProcess running = stack.stack().named(process).find().orElseThrow();
        running.signal(Signal.STOP);
        Thread.sleep(PAUSE.toMillis());
        running.signal(Signal.CONT);
    }

    /** A second copy is turned away or waits for its turn, and may not disturb the first. */
    private static void second(ChaosStack stack, MillraceProcess process) throws InterruptedException {
        try (Copy copy = stack.copyOf(process)) {
            RunningProcess running = copy.start();
            long deadline = System.nanoTime() + TURNED_AWAY.toNanos();
            while (running.isAlive() && System.nanoTime() < deadline) {
                if (copy.works()) {
                    throw new IllegalStateException("A second %s works beside the first".formatted(process.module()));
                }
                Thread.sleep(POLL_MILLIS);
            }
            boolean waits = running.isAlive();
            int status = running.exitStatus().orElse(0);
            if (!waits && status == 0) {
                throw new IllegalStateException("A second %s ended as if all were well".formatted(process.module()));
            }
            stack.note("the second %s %s: %s"
                    .formatted(
                            process.module(),
                            waits
                                    ? "waited and did nothing for %d s".formatted(TURNED_AWAY.toSeconds())
                                    : "was turned away with status " + status,
                            copy.lastWord()));
            if (stack.stack().named(process).find().isEmpty()) {
                throw new IllegalStateException("A second %s ended the first".formatted(process.module()));
            }
        }
    }

    /** Two that each believe to be the only one: the one that slept must notice that it is not any more. */
    private static void relieve(ChaosStack stack, MillraceProcess process) throws InterruptedException {
        RunningProcess sleeper = stack.stack().named(process).find().orElseThrow();
        sleeper.signal(Signal.STOP);
        try (Copy copy = stack.copyOf(process)) {
            long deadline = System.nanoTime() + RELIEVED.toNanos();
            while (!copy.works()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("No second %s took over from a sleeping one within %d s"
                            .formatted(process.module(), RELIEVED.toSeconds()));
                }
                // It may be turned away while the sleeper's claim still stands.
                copy.start();
                Thread.sleep(POLL_MILLIS);
            }
            sleeper.signal(Signal.CONT);
            Thread.sleep(PAUSE.toMillis());
            stack.note("the %s that woke %s: %s"
                    .formatted(
                            process.module(),
                            sleeper.isAlive() ? "runs and lets the other work" : "has ended",
                            stack.log(process, 1)));
        } finally {
            sleeper.signal(Signal.CONT);
        }
    }

    private static void killAll(ChaosStack stack, Random random) {
        ChaosStack.PROCESSES.forEach(stack::kill);
        stack.services().kafka().kill();
        stack.services().objectStore().kill();
        stack.services().postgres().kill();
    }
}
