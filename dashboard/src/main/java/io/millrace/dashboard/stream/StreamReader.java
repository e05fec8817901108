package io.millrace.dashboard.stream;

import java.util.Optional;

/**
 * A reader: a place in the hub's memory, and at most one write under way.
 *
 * <p>One who takes nothing costs no more than that. When events have left the hub's memory before they were taken, the
 * newest one of each kind follows: each is a whole state.
 */
final class StreamReader implements StreamSink.Written {
    private final EventHub hub;
    private final StreamSink sink;
    private final long skipped;
    private long next;
    private boolean writing;

    /**
     * A reader that has not been written to.
     *
     * @param next number of the first event that it is to have
     * @param skipped up to here only the newest event of each kind
     */
    StreamReader(EventHub hub, StreamSink sink, long next, long skipped) {
        this.hub = hub;
        this.sink = sink;
        this.next = next;
        this.skipped = skipped;
    }

    /** Writes what is next, if nothing is under way. */
    void wake() {
        Optional<StreamEvent> event;
        synchronized (this) {
            event = writing ? Optional.empty() : hub.at(next, skipped);
            event.ifPresent(found -> {
                next = found.number() + 1;
                writing = true;
            });
        }
        event.ifPresent(found -> sink.write(found.in(sink.form()), this));
    }

    /** Says that the connection is alive, if nothing is under way. */
    void beat() {
        synchronized (this) {
            if (writing) {
                return;
            }
            writing = true;
        }
        sink.write(StreamEvent.beat().in(sink.form()), this);
    }

    void end() {
        sink.end();
    }

    @Override
    public void done() {
        synchronized (this) {
            writing = false;
        }
        wake();
    }

    @Override
    public void failed() {
        hub.leave(this);
    }
}
