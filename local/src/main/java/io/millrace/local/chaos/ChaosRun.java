package io.millrace.local.chaos;

import io.millrace.local.stack.MillraceProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets one mishap after the other strike a stack that is being written, and compares lake and source after each. What
 * fails on the way is a result and not the end: the run goes on for as long as the lake can be brought back.
 *
 * @param writing how long the source is written before a mishap, and after it
 * @param story receives a line for each mishap
 */
record ChaosRun(Stage stage, long seed, Duration writing, Consumer<String> story) {
    private static final Duration FIRST = Duration.ofMinutes(10);
    private static final Duration SETTLING = Duration.ofMinutes(8);

    /** Each mishap of the list once, in its order. */
    ChaosReport once(List<Mishap> mishaps) throws InterruptedException {
        return run(mishaps, mishaps.iterator(), passed -> true);
    }

    /** Mishaps by chance until the time is over, which begins when the product works. */
    ChaosReport during(Duration time) throws InterruptedException {
        List<Mishap> all = Mishap.all();
        return run(all, new MishapOrder(all, seed), passed -> passed < time.toNanos());
    }

    private ChaosReport run(List<Mishap> all, Iterator<Mishap> mishaps, LongPredicate goesOn)
            throws InterruptedException {
        List<Struck> struck = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        // The first mishap strikes a product that works.
        boolean works = succeeds("The start, before the first mishap,", problems, () -> stage.settle(FIRST));
        tellOfEnded(Set.of(), problems);
        long begin = System.nanoTime();
        while (works && goesOn.test(System.nanoTime() - begin) && mishaps.hasNext()) {
            Mishap mishap = mishaps.next();
            int number = struck.size() + 1;
            story.accept(told("%3d. %s ...".formatted(number, mishap.name())));
            Struck result = strike(number, mishap);
            struck.add(result);
            story.accept(told(ChaosReport.line(result)));
            result.problems().forEach(story);
            works = result.isEqual() || mended(problems);
        }
        if (works) {
            succeeds("The comparison at the end", problems, () -> problems.addAll(stage.compare(story)));
            tellOfEnded(Set.of(), problems);
        }
        return new ChaosReport(struck, all.stream().map(Mishap::name).toList(), problems);
    }

    private static String told(String line) {
        return "%s %s".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), line);
    }

    private Struck strike(int number, Mishap mishap) throws InterruptedException {
        // Its own, so that a run strikes alike whatever the mishaps before have drawn.
        var random = new Random(seed + number);
        List<String> problems = new ArrayList<>();
        Optional<Duration> recovery = Optional.empty();
        Optional<Compared> compared = Optional.empty();
        long over;
        var workload = new Workload(stage::connect, random.nextLong());
        try (workload) {
            workload.start();
            Thread.sleep(writing.toMillis());
            succeeds("The mishap", problems, () -> stage.strike(mishap, random));
            over = System.nanoTime();
            stage.notes().forEach(note -> story.accept("     " + note));
            succeeds("A start of what was struck", problems, stage::heal);
            tellOfEnded(mishap.ends(), problems);
            Thread.sleep(writing.toMillis());
            workload.stop().forEach(problem -> problems.add(failure("The workload", problem)));
            if (workload.transactions() == 0 && !writing.isZero()) {
                problems.add("Nothing was committed meanwhile, so that nothing could be lost");
            }
        }
        if (succeeds("The way back", problems, () -> stage.settle(SETTLING))) {
            recovery = Optional.of(Duration.ofNanos(System.nanoTime() - over));
            List<Compared> found = new ArrayList<>();
            succeeds("The audit", problems, () -> found.add(stage.audit(false)));
            compared = found.stream().findFirst();
            compared.map(Compared::lines).ifPresent(problems::addAll);
        }
        tellOfEnded(mishap.mayEndLater(), problems);
        return new Struck(number, mishap.name(), workload.transactions(), recovery, compared, problems);
    }

    /** Each process that has ended is told of; one that had no reason to is a problem, though it was started again. */
    private void tellOfEnded(Set<MillraceProcess> expected, List<String> problems) {
        for (Ended process : stage.ended()) {
            if (expected.contains(process.process())) {
                story.accept("     " + process.sentence() + ", as it may");
            } else {
                problems.add(process.paragraph());
            }
        }
    }

    /** Brings the lake back by what a user would do, so that the next mishap is not blamed for the last. */
    private boolean mended(List<String> problems) throws InterruptedException {
        story.accept(told("     reads again what differs"));
        List<String> inVain = new ArrayList<>();
        if (succeeds("The repair", inVain, () -> requireEqual(stage.audit(true)))) {
            return true;
        }
        inVain.forEach(story);
        story.accept(told("     begins anew with a new slot"));
        return succeeds("A new beginning", problems, () -> {
            stage.beginAnew();
            stage.settle(FIRST);
            requireEqual(stage.audit(false));
        });
    }

    private static void requireEqual(Compared compared) {
        if (!compared.equal()) {
            throw new IllegalStateException("The lake is not equal to its source:%n%s"
                    .formatted(String.join(System.lineSeparator(), compared.lines())));
        }
    }

    /** Something that may fail in whatever way. */
    private interface Attempt {
        void run() throws SQLException, InterruptedException;
    }

    private boolean succeeds(String what, List<String> problems, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
            return true;
        } catch (SQLException | RuntimeException e) {
            problems.add(failure(what, e));
            return false;
        }
    }

    private String failure(String what, Exception e) {
        return "%s failed at %s, logs in %s: %s"
                .formatted(
                        what,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        stage.logs(),
                        Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                                .map(Throwable::toString)
                                .collect(Collectors.joining("; because of ")));
    }
}
