package io.millrace.workloads.shop.retail;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.database.ShopCounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of every line of the file: loaded, applied as a cancellation, or skipped for one reason. The three add up
 * to the lines read, or this record cannot be made.
 *
 * @param orderLines lines that became rows of {@code order_items}
 * @param linesRemoved cancellation lines that took back a whole order line
 * @param linesReduced cancellation lines that took back a part of one
 * @param ordersCancelled orders of which cancellations left no line
 */
public record RetailReport(
        long linesRead,
        long orderLines,
        long linesRemoved,
        long linesReduced,
        long ordersCancelled,
        Map<SkipReason, Long> skipped,
        long codesWithSeveralDescriptions,
        ShopCounts loaded) {

    public RetailReport {
        skipped = new EnumMap<>(skipped);
        long accounted = orderLines + linesRemoved + linesReduced + sum(skipped);
        if (accounted != linesRead) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "The import accounts for %d lines of %d; do not trust what it loaded"
                            .formatted(accounted, linesRead));
        }
    }

    private static long sum(Map<SkipReason, Long> skipped) {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The report for people, a fact a line. */
    public List<String> text() {
        List<String> text = new ArrayList<>();
        text.add(line("%,9d lines read", linesRead));
        text.add(line("%,9d became order items", orderLines));
        text.add(line(
                "%,9d cancelled one: %,d whole items, %,d parts of one; %,d orders lost all their items",
                linesRemoved + linesReduced, linesRemoved, linesReduced, ordersCancelled));
        text.add(line("%,9d skipped, each for the first reason that applies:", sum(skipped)));
        skipped.forEach((reason, count) -> text.add(line("%,15d %s", count, reason.text())));
        text.add(line(
                "%,d stock codes have several descriptions: the most frequent one became the title",
                codesWithSeveralDescriptions));
        text.add("The shop holds " + loaded);
        return text;
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
