package io.millrace.workloads.shop.intake.kafka;

import io.millrace.workloads.shop.intake.event.IntakeEvent;
import java.util.concurrent.CompletableFuture;

/** Where events are kept until they are written. */
public interface EventLog {
    /**
     * Appends an event after those that were appended before it with the same key.
     *
     * @return completes when the event is kept, and exceptionally, after a bounded time, when that is not known
     */
    CompletableFuture<Void> append(IntakeEvent event);
}
