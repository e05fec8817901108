package io.millrace.benchmarks;

import io.millrace.local.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The resident memory of each process of a stack over time. */
final class MemorySamples {
    private static final double MEGABYTE = 1 << 20;
    /** More in the last third than this times the first is growth. */
    private static final double FLAT = 1.1;

    private final Map<String, List<Long>> samples = new TreeMap<>();

    /** Takes one sample of each process that runs. */
    void take(Stack stack) {
        for (Stack.Part part : stack.parts()) {
            part.process().ifPresent(process -> process.memory()
                    .ifPresent(bytes -> samples.computeIfAbsent(part.name(), any -> new ArrayList<>())
                            .add(bytes)));
        }
    }

    /** Prints for each process the medians of the first and of the last third of the time, and the most. */
    void report(Report report) {
        samples.forEach((name, bytes) -> report.figure(
                "memory of " + name,
                told(
                        median(bytes.subList(0, (bytes.size() + 2) / 3)),
                        median(bytes.subList(bytes.size() * 2 / 3, bytes.size())),
                        bytes.stream().mapToLong(Long::longValue).max().orElse(0) / MEGABYTE)));
    }

    private static String told(double first, double last, double most) {
        return "%,.0f MB in the first third, %,.0f MB in the last, at most %,.0f MB   (%s)"
                .formatted(first, last, most, last <= first * FLAT ? "flat" : "grows");
    }

    private static double median(List<Long> bytes) {
        return Percentiles.median(
                bytes.stream().mapToDouble(size -> size / MEGABYTE).toArray());
    }
}
