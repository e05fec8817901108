package io.millrace.gateway.intake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A log in memory that answers as it is told. */
public final class FakeEventLog implements EventLog {
    private final List<ReadyEvent> events = new CopyOnWriteArrayList<>();
    private volatile Function<ReadyEvent, CompletableFuture<Void>> behaviour =
            event -> CompletableFuture.completedFuture(null);
    private volatile String problem = "";

    @Override
    public CompletableFuture<Void> append(ReadyEvent event) {
        events.add(event);
        return behaviour.apply(event);
    }

    /** Acknowledges everything, as at the beginning. */
    public FakeEventLog acknowledging() {
        behaviour = event -> CompletableFuture.completedFuture(null);
        return this;
    }

    /** Gives up on the events with this number or a higher one at once. */
    public FakeEventLog failingFrom(int event) {
        behaviour = appended -> appended.event() < event
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new TimeoutException("told to fail"));
        return this;
    }

    /** Answers when this completes. */
    public FakeEventLog answering(CompletableFuture<Void> answer) {
        behaviour = event -> answer;
        return this;
    }

    /** Cannot take anything, for this reason; an empty one is none. */
    public FakeEventLog unavailable(String reason) {
        problem = reason;
        return this;
    }

    /** Why nothing can be taken. */
    public Optional<String> problem() {
        return Optional.of(problem).filter(text -> !text.isEmpty());
    }

    /** What was appended. */
    public List<ReadyEvent> events() {
        return events;
    }

    /** The ids of it. */
    public List<String> ids() {
        return events.stream().map(event -> event.published().id()).toList();
    }
}
