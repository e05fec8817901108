package io.millrace.gateway.intake;

import java.util.List;

/**
 * What became of events that were handed to the log.
 *
 * @param accepted those that Kafka has acknowledged
 * @param unconfirmed those of which nobody knows; sent again with these ids they are the same events
 */
public record Receipt(List<TakenEvent> accepted, List<TakenEvent> unconfirmed) {
    public Receipt {
        accepted = List.copyOf(accepted);
        unconfirmed = List.copyOf(unconfirmed);
    }
}
