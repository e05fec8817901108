package io.millrace.gateway.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands events to the log and tells what became of each. */
public final class EventIntake {
    private final EventLog log;
    private final IntakeMetrics metrics;

    public EventIntake(EventLog log, IntakeMetrics metrics) {
        this.log = log;
        this.metrics = metrics;
    }

    /** Completes, never exceptionally, when it is known of each event whether it is kept, or that nobody knows. */
    public CompletableFuture<Receipt> take(List<ReadyEvent> events) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (ReadyEvent event : events) {
            CompletableFuture<Void> kept = log.append(event);
            sent.add(kept);
            if (kept.isCompletedExceptionally()) {
                // The log is away; to try each of a thousand would take as many times as long.
                break;
            }
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .handle((all, failure) -> receipt(events, sent));
    }

    private Receipt receipt(List<ReadyEvent> events, List<CompletableFuture<Void>> sent) {
        List<TakenEvent> accepted = new ArrayList<>();
        List<TakenEvent> unconfirmed = new ArrayList<>();
        for (int index = 0; index < events.size(); index++) {
            ReadyEvent event = events.get(index);
            boolean kept = index < sent.size() && !sent.get(index).isCompletedExceptionally();
            (kept ? accepted : unconfirmed).add(event.taken());
            if (kept) {
                metrics.accepted(event);
            } else {
                metrics.unconfirmed(event.type().name());
            }
        }
        return new Receipt(accepted, unconfirmed);
    }
}
