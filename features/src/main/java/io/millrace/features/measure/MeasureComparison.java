package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.pipeline.Window;
import io.millrace.features.measure.MeasureDifference.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds live spans to those of the lake at a position: of each span that was the same before the lake had reached it, and
 * when the live state had reached it too, what is there is what it had at that position.
 *
 * @param events the measures of which not all spans can be compared
 * @param before what was in Redis when the lake was not yet there
 * @param after what is in Redis now that the live state is there
 */
record MeasureComparison(LiveSpans before, LiveSpans after, EventMeasures events) {
    /** Spans that are nearly too old to be kept are left out: the live state no longer counts in them. */
    private static final Duration EDGE = Duration.ofMinutes(10);

    private static final int WINDOW = 2;
    private static final int START = 3;

    /**
     * Compares.
     *
     * @param now how late it is at the source
     */
    MeasureReport with(Map<String, MeasureBucket> lake, Position position, Instant now) {
        List<MeasureDifference> differences = new ArrayList<>();
        long compared = 0;
        long moved = 0;
        Set<String> spans = new TreeSet<>(lake.keySet());
        spans.addAll(after.buckets().keySet());
        for (String span : spans) {
            MeasureBucket there = after.of(span);
            if (!isKept(span, now)) {
                continue;
            }
            if (!before.of(span).equals(there)) {
                moved++;
                continue;
            }
            compared++;
            Figures expected = Figures.of(lake.getOrDefault(span, LiveSpans.NOTHING));
            if (!expected.equals(Figures.of(there))) {
                differences.add(new MeasureDifference(span, expected, Figures.of(there)));
            }
        }
        return new MeasureReport(position, compared, moved, differences);
    }

    /** Of a window of which Redis has nothing that ends, nobody knows what it would keep. */
    private boolean isKept(String span, Instant now) {
        String[] parts = span.split("\\|", -1);
        Window window = Window.of(parts[WINDOW]);
        Instant start = Instant.ofEpochSecond(Long.parseLong(parts[START]));
        boolean isKept = window.isKeptForEver()
                || Optional.ofNullable(after.kept().get(window))
                        .filter(kept -> start.isAfter(now.minus(kept).plus(EDGE)))
                        .isPresent();
        return isKept && events.isKnown(span, start);
    }
}
