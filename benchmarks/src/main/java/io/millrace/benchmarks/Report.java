package io.millrace.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Prints a benchmark as a person reads it: the machine first, then each figure beside its limit and its goal. */
final class Report {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final int KILOBYTES_PER_GIGABYTE = 1024 * 1024;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** What is measured, on what, with which data. */
    void head(String what, String data) {
        out.println(what);
        out.printf(
                "  machine   %d cores (%s), %s GB, Linux %s, JDK %s, %s%n",
                Runtime.getRuntime().availableProcessors(),
                first(PROCESSORS, "model name").orElse("unknown"),
                first(MEMORY, "MemTotal")
                        .map(text -> Long.toString(Long.parseLong(text.replaceAll("\\D", "")) / KILOBYTES_PER_GIGABYTE))
                        .orElse("?"),
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                Instant.now());
        out.printf("  data      %s%n", data);
    }

    /** A step that takes its time. */
    void step(String sentence) {
        out.printf("  ...       %s%n", sentence);
    }

    /** A figure without a limit. */
    void figure(String name, String value) {
        out.printf("  %-24s %s%n", name, value);
    }

    /** A rate beside the limit that was measured with the same data. */
    void ratio(String name, double rate, double limit, double goal) {
        out.printf(
                Locale.ROOT,
                "  %-24s %,12.0f/s   %.3f of the limit   (goal %.2f: %s)%n",
                name,
                rate,
                rate / limit,
                goal,
                rate / limit >= goal ? "met" : "not met");
    }

    /** A figure that should not be more than so many times another one of the same run. */
    void atMost(String name, double figure, double limit, double goal) {
        out.printf(
                Locale.ROOT,
                "  %-24s %,12.1f ms  %.2f times %,.1f ms   (goal %.1f at most: %s)%n",
                name,
                figure,
                figure / limit,
                limit,
                goal,
                figure / limit <= goal ? "met" : "not met");
    }

    private static Optional<String> first(Path file, String key) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
