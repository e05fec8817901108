package io.millrace.workloads.shop.intake.http;

import io.millrace.workloads.shop.intake.event.IntakeEvent;
import io.millrace.workloads.shop.intake.kafka.EventLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log in memory that answers as it is told. */
final class FakeEventLog implements EventLog {
    private final List<IntakeEvent> events = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<Void> append(IntakeEvent event) {
        events.add(event);
        return answer;
    }

    /** Forgets everything and acknowledges what comes. */
    void reset() {
        events.clear();
        answer = CompletableFuture.completedFuture(null);
    }

    /** Answers everything from now on when this completes. */
    void answering(CompletableFuture<Void> another) {
        answer = another;
    }

    /** What was appended. */
    List<IntakeEvent> events() {
        return events;
    }
}
