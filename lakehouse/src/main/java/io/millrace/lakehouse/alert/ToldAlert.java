package io.millrace.lakehouse.alert;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.Alert;

/**
 * An alert as a record of the topic has it.
 *
 * @param offset of the record, which tells the tellings of one alert apart that are as of the same position: they are in
 *     one partition
 */
record ToldAlert(Alert alert, long offset) {
    /** Whether this one is what counts after another of the same alert: as of later, or told later of the same moment. */
    boolean follows(ToldAlert other) {
        return follows(other.alert.position(), other.offset);
    }

    /** Whether this one is what counts after one that was told as of that position, at that offset. */
    boolean follows(Position position, long told) {
        int order = alert.position().compareTo(position);
        return order > 0 || order == 0 && offset > told;
    }
}
