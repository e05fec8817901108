package io.millrace.local.chaos;

import io.millrace.contracts.process.CrashPoint;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.process.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Processes that end, as {@code kill -9} ends them, at a named point of their code. */
final class Crashes {
    /** The points that nothing leads to but a request: a reload of capture, a compaction of the lake. */
    private static final Set<CrashPoint> ON_REQUEST = EnumSet.of(
            CrashPoint.CDC_BEFORE_RANGE,
            CrashPoint.CDC_AFTER_RANGE,
            CrashPoint.CDC_AFTER_RELOAD,
            CrashPoint.LAKEHOUSE_BEFORE_OPTIMIZE,
            CrashPoint.LAKEHOUSE_AFTER_OPTIMIZE);

    private static final Duration DEATH = Duration.ofMinutes(3);
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(2);
    /** The exit status of a process that SIGKILL has ended. */
    private static final int KILLED = 128 + 9;

    private static final int LOG_LINES = 12;

    private Crashes() {}

    /** One for each point. */
    static List<Mishap> each() {
        return Stream.of(CrashPoint.values())
                .map(point -> Mishap.of(
                                "%s ends at %s".formatted(point.process(), words(point)),
                                (stack, random) -> crash(stack, point, random))
                        .ending(process(point)))
                .toList();
    }

    private static String words(CrashPoint point) {
        return point.name()
                .substring(point.process().length() + 1)
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    /** One for each process, in which it ends at all of its points, one after the other, without a rest between. */
    static List<Mishap> chains() {
        return ChaosStack.PROCESSES.stream().map(Crashes::chain).toList();
    }

    private static Mishap chain(MillraceProcess process) {
        List<CrashPoint> points = Stream.of(CrashPoint.values())
                .filter(point -> point.process().equals(process.module()))
                .toList();
        return Mishap.ofMinutes(
                        "%s ends at each of its %d points".formatted(process.module(), points.size()),
                        (stack, random) -> {
                            for (CrashPoint point : points) {
                                crash(stack, point, random);
                            }
                        })
                .ending(process);
    }

    private static MillraceProcess process(CrashPoint point) {
        return ChaosStack.PROCESSES.stream()
                .filter(known -> known.module().equals(point.process()))
                .findFirst()
                .orElseThrow();
    }

    private static void crash(ChaosStack stack, CrashPoint point, Random random) {
        // What a request leads to is passed once; the workload leads to the others again and again.
        int pass = ON_REQUEST.contains(point) ? 1 : 1 + random.nextInt(3);
        MillraceProcess process = process(point);
        stack.stack().named(process).stop();
        RunningProcess doomed = stack.launch(process, Map.of(CrashPoint.VARIABLE, point.atPass(pass)));
        Instant deadline = Instant.now().plus(DEATH);
        while (!doomed.awaitExit(BETWEEN_REQUESTS)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        "%s did not pass %s within %d s".formatted(process.module(), point, DEATH.toSeconds()));
            }
            request(stack, point);
        }
        OptionalInt status = doomed.exitStatus();
        if (status.isPresent() && status.getAsInt() != KILLED) {
            throw new IllegalStateException("%s ended with status %d before it passed %s; its log ends with:%n%s"
                    .formatted(process.module(), status.getAsInt(), point, stack.log(process, LOG_LINES)));
        }
    }

    private static void request(ChaosStack stack, CrashPoint point) {
        if (!ON_REQUEST.contains(point)) {
            return;
        }
        if (point.process().equals(MillraceProcess.CDC.module())) {
            stack.requestReload(ChaosTables.SMALL);
        } else {
            stack.requestCompaction();
        }
    }
}
