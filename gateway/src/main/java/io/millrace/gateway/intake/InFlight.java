package io.millrace.gateway.intake;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bounds how many requests, and how many bytes of them, are in memory; thread-safe. */
public final class InFlight {
    private final int mostRequests;
    private final long mostBytes;
    private int requests;
    private long bytes;

    public InFlight(int mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
    }

    /** A place, until it is closed. */
    public final class Place implements AutoCloseable {
        private final long held;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(long held) {
            this.held = held;
        }

        /** Gives the place back; once is enough. */
        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                leave(held);
            }
        }
    }

    /** A place for a request of so many bytes, or nothing where there is none now. */
    public synchronized Optional<Place> enter(long wanted) {
        if (requests >= mostRequests || bytes + wanted > mostBytes) {
            return Optional.empty();
        }
        requests++;
        bytes += wanted;
        return Optional.of(new Place(wanted));
    }

    private synchronized void leave(long held) {
        requests--;
        bytes -= held;
    }

    /** Requests that have a place. */
    public synchronized int requests() {
        return requests;
    }

    /** Bytes of them. */
    public synchronized long bytes() {
        return bytes;
    }
}
