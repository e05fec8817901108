package io.millrace.cdc.engine;

import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.source.spi.DataChangeEventListener;
import java.util.concurrent.CompletableFuture;

/**
 * Switches off what Debezium notes of each event for its metrics, which capture does not read: it has counters of its own.
 *
 * <p>One of the metrics is the last event in words. Writing it, with a new JSON mapper for each key, took 29 % of the
 * thread that bounds how fast capture is. No setting turns it off, and the listener is private to the coordinator.
 */
final class EventMetrics {
    private static final String DISPATCHER = "eventDispatcher";

    private final CompletableFuture<EventDispatcher<PostgresPartition, ?>> dispatcher = new CompletableFuture<>();

    /** Says whose metrics they are; until then {@link #switchOff} waits. */
    @SuppressWarnings("unchecked")
    void of(ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> coordinator) {
        try {
            var field = ChangeEventSourceCoordinator.class.getDeclaredField(DISPATCHER);
            field.setAccessible(true);
            dispatcher.complete((EventDispatcher<PostgresPartition, ?>) field.get(coordinator));
        } catch (ReflectiveOperationException e) {
            var problem = new IllegalStateException(
                    "This version of Debezium has no " + DISPATCHER + " in its coordinator", e);
            dispatcher.completeExceptionally(problem);
            throw problem;
        }
    }

    /** For the streaming thread, between the moment that the listener is set and the first event. */
    void switchOff() {
        dispatcher.join().setEventListener(DataChangeEventListener.NO_OP());
    }
}
