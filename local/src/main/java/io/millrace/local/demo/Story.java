package io.millrace.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Prints stages with what happens in them and how long they took. */
final class Story {
    private static final double NANOS_PER_SECOND = 1e9;
    /** What is wrapped to a second row is not erased. */
    private static final int ROW = 79;

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int stages;
    private final Map<String, Duration> times = new LinkedHashMap<>();
    private final long begin = System.nanoTime();

    Story(PrintStream out, boolean terminal, int stages) {
        this.out = out;
        this.terminal = terminal;
        this.stages = stages;
    }

    /** What a stage does: tells its progress and ends with a sentence on its result. */
    interface Stage {
        String run(Consumer<String> progress) throws InterruptedException;
    }

    /** Runs a stage and notes its time. */
    void stage(String title, Stage stage) throws InterruptedException {
        long start = System.nanoTime();
        String head = "[%d/%d] %s".formatted(times.size() + 1, stages, title);
        if (terminal) {
            out.print(head);
            out.flush();
        } else {
            out.println(head);
        }
        String result = stage.run(line -> progress(head, line));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        times.put(title, took);
        out.printf("%s%s: %s (%.1f s)%n", terminal ? ERASE : "", head, result, seconds(took));
    }

    private void progress(String head, String line) {
        if (terminal) {
            String row = head + " ... " + line;
            out.print(ERASE + (row.length() > ROW ? row.substring(0, ROW - 3) + "..." : row));
            out.flush();
        } else {
            out.println("      " + line);
        }
    }

    /** Tells something in the middle of a stage that is still of interest after it. */
    void detail(String line) {
        out.println((terminal ? ERASE : "") + "      " + line);
    }

    void line(String text) {
        out.println(text);
    }

    /** Time since the beginning. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Where the time went, stage by stage. */
    Map<String, Duration> times() {
        return times;
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}
