package io.millrace.local.chaos;

import io.millrace.contracts.process.CrashPoint;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.fault.FaultProxy;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Something that goes wrong while the source is being written.
 *
 * @param name in words
 * @param strike lets it happen, and returns when it is over or when what was struck is dead
 */
record Mishap(String name, Strike strike) {
    private static final Duration DEATH = Duration.ofSeconds(90);
    private static final Duration BAD_WEATHER = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofMillis(300);
    private static final Duration DOWN = Duration.ofSeconds(15);

    /** How it happens; the random numbers are those of the run's seed. */
    interface Strike {
        void at(ChaosStack stack, Random random) throws InterruptedException;
    }

    /** Ends a process at each named point of its code. */
    static List<Mishap> crashes() {
        return List.of(CrashPoint.values()).stream().map(Mishap::crash).toList();
    }

    private static Mishap crash(CrashPoint point) {
        return new Mishap(
                "%s ends at %s"
                        .formatted(
                                point.process(),
                                point.name()
                                        .substring(point.process().length() + 1)
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')),
                (stack, random) -> crash(stack, point, 1 + random.nextInt(3)));
    }

    private static void crash(ChaosStack stack, CrashPoint point, int pass) {
        MillraceProcess process = ChaosStack.PROCESSES.stream()
                .filter(known -> known.module().equals(point.process()))
                .findFirst()
                .orElseThrow();
        stack.stack().named(process).stop();
        RunningProcess doomed = stack.stack().launch(process, Map.of(CrashPoint.VARIABLE, point.atPass(pass)));
        if (!doomed.awaitExit(DEATH)) {
            throw new IllegalStateException(
                    "%s did not pass %s within %d s".formatted(process.module(), point, DEATH.toSeconds()));
        }
    }

    /** Everything else: processes and services killed, paused and doubled, and bad weather on the wires. */
    static List<Mishap> others() {
        List<Mishap> mishaps = new ArrayList<>();
        for (MillraceProcess process : ChaosStack.PROCESSES) {
            mishaps.add(new Mishap("kill -9 of " + process.module(), (stack, random) -> kill(stack, process)));
            mishaps.add(
                    new Mishap(process.module() + " is paused and wakes", (stack, random) -> pause(stack, process)));
            mishaps.add(new Mishap(
                    "a second " + process.module() + " is started by mistake",
                    (stack, random) -> second(stack, process)));
        }
        mishaps.add(new Mishap(
                "kill -9 of Kafka", (stack, random) -> stack.services().kafka().kill()));
        mishaps.add(new Mishap("Kafka is down for a while", Mishap::kafkaDown));
        mishaps.add(new Mishap(
                "kill -9 of Postgres",
                (stack, random) -> stack.services().postgres().kill()));
        mishaps.add(new Mishap(
                "kill -9 of the S3 endpoint",
                (stack, random) -> stack.services().objectStore().kill()));
        mishaps.add(new Mishap("kill -9 of everything", Mishap::killAll));
        mishaps.add(new Mishap("connections to Postgres are reset", (stack, random) -> stack.source()
                .reset()));
        mishaps.add(weather("Postgres is cut off", ChaosStack::source, FaultProxy::cut));
        mishaps.add(weather("the wire to Postgres freezes", ChaosStack::source, FaultProxy::freeze));
        mishaps.add(weather("S3 refuses", ChaosStack::store, FaultProxy::cut));
        mishaps.add(weather("S3 is slow", ChaosStack::store, proxy -> proxy.delay(SLOW)));
        mishaps.add(weather("S3's answers are lost", ChaosStack::store, FaultProxy::swallowAnswers));
        return List.copyOf(mishaps);
    }

    private static void kill(ChaosStack stack, MillraceProcess process) {
        stack.stack().named(process).find().ifPresent(RunningProcess::kill);
    }

    private static void pause(ChaosStack stack, MillraceProcess process) throws InterruptedException {
        RunningProcess running = stack.stack().named(process).find().orElseThrow();
        running.signal(Signal.STOP);
        Thread.sleep(DOWN.toMillis());
        running.signal(Signal.CONT);
    }

    /** A second copy with the same settings on another port has to be turned away, and may not disturb the first. */
    private static void second(ChaosStack stack, MillraceProcess process) throws InterruptedException {
        int status = stack.runSecond(process, DEATH);
        if (status == 0) {
            throw new IllegalStateException("A second %s ended as if all were well".formatted(process.module()));
        }
        if (stack.stack().named(process).find().isEmpty()) {
            throw new IllegalStateException("A second %s ended the first".formatted(process.module()));
        }
    }

    private static void kafkaDown(ChaosStack stack, Random random) throws InterruptedException {
        stack.services().kafka().kill();
        Thread.sleep(DOWN.toMillis());
    }

    private static void killAll(ChaosStack stack, Random random) {
        ChaosStack.PROCESSES.forEach(process -> kill(stack, process));
        stack.services().kafka().kill();
        stack.services().objectStore().kill();
        stack.services().postgres().kill();
    }

    private interface Wire {
        FaultProxy of(ChaosStack stack);
    }

    private static Mishap weather(String name, Wire wire, Consumer<FaultProxy> fault) {
        return new Mishap(name, (stack, random) -> {
            fault.accept(wire.of(stack));
            try {
                Thread.sleep(BAD_WEATHER.toMillis());
            } finally {
                wire.of(stack).restore();
            }
        });
    }
}
