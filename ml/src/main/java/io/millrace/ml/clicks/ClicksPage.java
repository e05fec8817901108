package io.millrace.ml.clicks;

import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.ClickThrough.Line;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Click-through as text. */
public final class ClicksPage {
    private static final String LINE = "%-20s  %-9s  %11s  %8s  %7s  %s";
    private static final double PERCENT = 100;

    private ClicksPage() {}

    /** A line for each model and path, and what could not be counted. */
    public static List<String> lines(ClickThrough counted) {
        List<String> lines = new ArrayList<>();
        lines.add("Impressions received from %s to %s"
                .formatted(
                        counted.since().truncatedTo(ChronoUnit.SECONDS),
                        counted.until().truncatedTo(ChronoUnit.SECONDS)));
        lines.add(LINE.formatted("MODEL", "PATH", "IMPRESSIONS", "CLICKS", "SHARE", "95 % INTERVAL"));
        counted.lines().forEach(line -> lines.add(line(line)));
        lines.add("Clicks on what was not shown in that time: %,d".formatted(counted.unmatched()));
        lines.add("Events without a response, which cannot be counted: %,d".formatted(counted.unnamed()));
        return lines;
    }

    private static String line(Line line) {
        return LINE.formatted(
                line.model().orElse("-"),
                line.path().orElse("-"),
                "%,d".formatted(line.impressions()),
                "%,d".formatted(line.clicks()),
                percent(line.share()),
                percent(line.lower()) + " to " + percent(line.upper()));
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", share * PERCENT);
    }
}
