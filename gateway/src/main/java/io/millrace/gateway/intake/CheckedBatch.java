package io.millrace.gateway.intake;

import java.util.List;

/** The events of a request: those that may be taken, in their order, and what is wrong with the others. */
public record CheckedBatch(List<ReadyEvent> ready, Refusals refusals) {
    public CheckedBatch {
        ready = List.copyOf(ready);
    }
}
