package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A value of a dimension that may be on the rise.
 *
 * @param score the ratio of now to the past is at least this, as far as so few rows can tell: above 1 it rises
 * @param recent rows that count now
 * @param expected as many as in the past, in a time as long
 */
public record Rising(String value, double score, long recent, double expected) {
    public Rising {
        Objects.requireNonNull(value, "value");
    }

    /**
     * What rises most of one part's values, the best first; those of all parts are to be merged.
     *
     * @param until up to when rows were looked at
     */
    public record Table(Position position, Instant until, List<Rising> rising) {
        public Table {
            rising = List.copyOf(rising);
        }
    }
}
