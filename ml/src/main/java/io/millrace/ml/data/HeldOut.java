package io.millrace.ml.data;

import io.millrace.features.interaction.Interactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What is fitted on, and what it is judged by.
 *
 * @param cutoff moment between the two
 * @param ratings what the interactions before it come to at that moment
 * @param later the events from it on: user_number, item_number
 */
public record HeldOut(Instant cutoff, Dataset<Row> ratings, Dataset<Row> later) implements AutoCloseable {

    /**
     * How events are divided.
     *
     * @param share of the events that are later
     * @param window instead of the share: how long before the newest event the later part begins
     */
    public record Rule(double share, Optional<Duration> window) {
        TimeSplit split(Dataset<Row> events) {
            return TimeSplit.of(events, share, window);
        }
    }

    /**
     * The test part, by which models are judged: the latest of all events.
     *
     * @param events with user, item, at and weight, and both numbers
     * @param counted how the earlier events become ratings
     */
    public static HeldOut forTest(Dataset<Row> events, Rule rule, Interactions.Rule counted, Dictionary dictionary) {
        return of(events, rule.split(events), counted, dictionary);
    }

    /**
     * The validation part, by which parameters are chosen: the latest of the events before the test part, divided by the
     * same rule. Nothing of the test part is in it, so that what is chosen by it can be judged by the test part.
     */
    public static HeldOut forValidation(
            Dataset<Row> events, Rule rule, Interactions.Rule counted, Dictionary dictionary) {
        Dataset<Row> known = rule.split(events).before(events);
        return of(known, rule.split(known), counted, dictionary);
    }

    private static HeldOut of(Dataset<Row> events, TimeSplit split, Interactions.Rule counted, Dictionary dictionary) {
        Dataset<Row> seen = split.before(events).select("user", "item", "at", "weight");
        Dataset<Row> ratings = Ratings.of(Interactions.of(seen, split.cutoff(), counted), dictionary)
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new HeldOut(split.cutoff(), ratings, split.after(events));
    }

    /** Frees what was kept for several fits. */
    @Override
    public void close() {
        ratings.unpersist();
    }
}
