package io.millrace.ml.clicks;

import io.millrace.contracts.event.Feedback;
import java.time.Instant;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

/** Brings impressions and clicks together: both are of an item in a response, and each counts once. */
final class ClickTally {
    static final String IMPRESSIONS = "impressions";
    static final String CLICKS = "clicks";

    private static final String RECEIVED_AT = "received_at";

    private final Dataset<Row> shown;
    private final Dataset<Row> clicked;

    /**
     * Of these events, each with event_id, received_at, response, item, model and path. What an impression says of model
     * and path counts, the first one's where it was told more than once.
     */
    ClickTally(Dataset<Row> impressions, Dataset<Row> clicks) {
        var first = struct(RECEIVED_AT, "event_id");
        this.shown = named(impressions)
                .groupBy(Feedback.RESPONSE, Feedback.ITEM)
                .agg(
                        min(RECEIVED_AT).as(RECEIVED_AT),
                        min_by(col(Feedback.MODEL), first).as(Feedback.MODEL),
                        min_by(col(Feedback.PATH), first).as(Feedback.PATH));
        this.clicked = named(clicks)
                .groupBy(Feedback.RESPONSE, Feedback.ITEM)
                .agg(min(RECEIVED_AT).as("clicked_at"));
    }

    private static Dataset<Row> named(Dataset<Row> events) {
        return events.where(col(Feedback.RESPONSE).isNotNull());
    }

    /** Rows of model, path, impressions and clicks, of impressions received before a moment; the most first. */
    Dataset<Row> byModelAndPath(Instant until) {
        return shown.where(col(RECEIVED_AT).lt(lit(until)))
                .join(clicked, on(), "left")
                .groupBy(Feedback.MODEL, Feedback.PATH)
                .agg(count(lit(1)).as(IMPRESSIONS), count("clicked_at").as(CLICKS))
                .orderBy(col(IMPRESSIONS).desc(), col(Feedback.MODEL), col(Feedback.PATH));
    }

    /** Clicks on what none of the impressions showed. */
    long unmatched() {
        return clicked.join(shown, on(), "left_anti").count();
    }

    private static String[] on() {
        return new String[] {Feedback.RESPONSE, Feedback.ITEM};
    }
}
