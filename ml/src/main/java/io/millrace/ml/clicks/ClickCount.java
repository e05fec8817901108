package io.millrace.ml.clicks;

import io.millrace.contracts.event.Feedback;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.ClickThrough.Line;
import io.millrace.lakehouse.lake.Lake;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

/** Counts impressions and clicks in the event tables of a pipeline. */
public final class ClickCount {
    /** Clients may name any model: what is kept and shown of them stays bounded. */
    private static final int MOST_LINES = 100;

    private final FeedbackTable impressions;
    private final FeedbackTable clicks;
    private final ClickConfig config;

    public ClickCount(Lake lake, LakeNames names, ClickConfig config) {
        this.impressions = new FeedbackTable(lake, names, Feedback.IMPRESSION);
        this.clicks = new FeedbackTable(lake, names, Feedback.CLICK);
        this.config = config;
    }

    /**
     * All that was shown within the window before a moment and has had the time to be clicked; the hundred models and paths
     * with the most impressions.
     */
    public ClickThrough at(Instant now) {
        Instant since = now.minus(config.window());
        // Each is read for three numbers, which are to be of the same events.
        Dataset<Row> shown = impressions.since(since).persist();
        Dataset<Row> clicked = clicks.since(since).persist();
        try {
            return count(shown, clicked, now);
        } finally {
            shown.unpersist();
            clicked.unpersist();
        }
    }

    private ClickThrough count(Dataset<Row> shown, Dataset<Row> clicked, Instant now) {
        Instant since = now.minus(config.window());
        Instant until = now.minus(config.settling());
        var tally = new ClickTally(shown, clicked);
        List<Line> lines = tally.byModelAndPath(until).limit(MOST_LINES).collectAsList().stream()
                .map(row -> line(
                        Optional.ofNullable(row.getString(0)),
                        Optional.ofNullable(row.getString(1)),
                        row.getLong(2),
                        row.getLong(3)))
                .toList();
        return new ClickThrough(now, since, until, lines, tally.unmatched(), unnamed(shown) + unnamed(clicked));
    }

    /** What was shown by a model from a moment on, within the window, and has had the time to be clicked. */
    public Line of(String model, Instant from, Instant now) {
        Instant oldest = now.minus(config.window());
        Instant since = from.isAfter(oldest) ? from : oldest;
        Row sums = new ClickTally(impressions.since(since), clicks.since(since))
                .byModelAndPath(now.minus(config.settling()))
                .where(col(Feedback.MODEL).equalTo(model))
                .agg(sum(ClickTally.IMPRESSIONS), sum(ClickTally.CLICKS))
                .head();
        return sums.isNullAt(0)
                ? line(Optional.of(model), Optional.empty(), 0, 0)
                : line(Optional.of(model), Optional.empty(), sums.getLong(0), sums.getLong(1));
    }

    private static long unnamed(Dataset<Row> events) {
        return events.where(col(Feedback.RESPONSE).isNull()).count();
    }

    static Line line(Optional<String> model, Optional<String> path, long impressions, long clicks) {
        WilsonInterval interval = WilsonInterval.of(clicks, impressions);
        return new Line(
                model,
                path,
                impressions,
                clicks,
                impressions == 0 ? 0 : (double) clicks / impressions,
                interval.lower(),
                interval.upper());
    }
}
