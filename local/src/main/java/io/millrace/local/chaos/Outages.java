package io.millrace.local.chaos;

import io.millrace.contracts.change.TableId;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.BackingService;
import io.millrace.testkit.fault.FaultProxy;
import io.millrace.testkit.process.FileGrowth;
import io.millrace.testkit.process.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the product needs is away, slow, full, or does not say whether it did what it was asked. */
final class Outages {
    private static final Duration BAD_WEATHER = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofMillis(300);
    private static final Duration DOWN = Duration.ofSeconds(15);
    /** Longer than a producer keeps a record that it cannot send. */
    private static final Duration LONG_DOWN = Duration.ofSeconds(150);

    private static final long FULL = 4_096;
    private static final Pattern COMMIT = Pattern.compile("PUT \\S*/_delta_log/\\d+\\.json");
    private static final int COMMITS = 3;

    private Outages() {}

    static List<Mishap> all() {
        List<Mishap> mishaps = new ArrayList<>();
        mishaps.add(down("kill -9 of Kafka", stack -> stack.services().kafka(), Duration.ZERO));
        mishaps.add(down("Kafka is down for a while", stack -> stack.services().kafka(), DOWN));
        mishaps.add(Mishap.ofMinutes("Kafka is down for minutes", (stack, random) -> {
            stack.services().kafka().kill();
            Thread.sleep(LONG_DOWN.toMillis());
        }));
        mishaps.add(down("kill -9 of Postgres", stack -> stack.services().postgres(), Duration.ZERO));
        mishaps.add(whileReading(
                "kill -9 of Postgres while tables are read",
                stack -> stack.services().postgres().kill()));
        mishaps.add(down("kill -9 of the S3 endpoint", stack -> stack.services().objectStore(), Duration.ZERO));
        mishaps.add(Mishap.of("connections to Postgres are reset", (stack, random) -> stack.source()
                .reset()));
        mishaps.add(whileReading("connections to Postgres are reset while tables are read", stack -> stack.source()
                .reset()));
        mishaps.add(weather("Postgres is cut off", ChaosStack::source, FaultProxy::cut));
        mishaps.add(weather("the wire to Postgres freezes", ChaosStack::source, FaultProxy::freeze));
        mishaps.add(weather("S3 cannot be reached", ChaosStack::store, FaultProxy::cut));
        mishaps.add(weather("S3 answers 503", ChaosStack::store, FaultProxy::refuse));
        mishaps.add(weather("S3 is slow", ChaosStack::store, proxy -> proxy.delay(SLOW)));
        mishaps.add(weather("S3's answers are lost", ChaosStack::store, FaultProxy::swallowAnswers));
        mishaps.add(Mishap.of("the answers to commits on S3 are lost", (stack, random) -> loseCommits(stack)));
        if (FileGrowth.canBeLimited()) {
            mishaps.add(full(
                    "the disk of Kafka is full",
                    stack -> stack.services().kafka().process()));
            mishaps.add(full(
                    "the disk of Postgres is full",
                    stack -> stack.services().postgres().process()));
            mishaps.add(full(
                    "the disk of S3 is full",
                    stack -> stack.services().objectStore().process()));
            mishaps.add(full(
                    "the disk of the lakehouse is full",
                    stack -> stack.stack().named(MillraceProcess.LAKEHOUSE).find()));
        }
        return List.copyOf(mishaps);
    }

    private static Mishap down(String name, Function<ChaosStack, BackingService> service, Duration time) {
        return Mishap.of(name, (stack, random) -> {
            service.apply(stack).kill();
            Thread.sleep(time.toMillis());
        });
    }

    private static Mishap whileReading(String name, Consumer<ChaosStack> fault) {
        return Mishap.of(name, (stack, random) -> {
            ChaosTables.ALL.forEach(table -> stack.requestReload(TableId.parse(table)));
            Thread.sleep(random.nextInt(1_000));
            fault.accept(stack);
        });
    }

    private interface Wire {
        FaultProxy of(ChaosStack stack);
    }

    private static Mishap weather(String name, Wire wire, Consumer<FaultProxy> fault) {
        return Mishap.of(name, (stack, random) -> {
            fault.accept(wire.of(stack));
            try {
                Thread.sleep(BAD_WEATHER.toMillis());
            } finally {
                wire.of(stack).restore();
            }
        });
    }

    private static void loseCommits(ChaosStack stack) throws InterruptedException {
        stack.store().loseAnswers(COMMIT, COMMITS);
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (stack.store().answersLost() < COMMITS) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The lakehouse did not commit %d times".formatted(COMMITS));
            }
            Thread.sleep(100);
        }
    }

    /** What cannot write may end, until there is room again. */
    private static Mishap full(String name, Function<ChaosStack, Optional<RunningProcess>> process) {
        MillraceProcess[] all = ChaosStack.PROCESSES.toArray(MillraceProcess[]::new);
        return Mishap.of(name, (stack, random) -> {
                    var growth = new FileGrowth(process.apply(stack).orElseThrow());
                    growth.limit(FULL);
                    try {
                        Thread.sleep(DOWN.toMillis());
                    } finally {
                        growth.free();
                    }
                })
                .ending(all)
                .maybeEndingLater(all);
    }
}
