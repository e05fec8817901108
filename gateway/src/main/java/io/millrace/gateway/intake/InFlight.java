package io.millrace.gateway.intake;

import java.util.Optional;

/** Bounds how many requests are in memory, and how many bytes of it they take; thread-safe. */
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
        private long held;
        private boolean left;

        private Place(long held) {
            this.held = held;
        }

        /** Makes the place one of so many bytes, if there are as many now; otherwise it stays as it is. */
        public boolean resize(long wanted) {
            return InFlight.this.resize(this, wanted);
        }

        /** Gives the place back; once is enough. */
        @Override
        public void close() {
            leave(this);
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

    private synchronized boolean resize(Place place, long wanted) {
        long more = wanted - place.held;
        if (place.left || more > 0 && bytes + more > mostBytes) {
            return false;
        }
        bytes += more;
        place.held = wanted;
        return true;
    }

    private synchronized void leave(Place place) {
        if (!place.left) {
            place.left = true;
            requests--;
            bytes -= place.held;
        }
    }

    /** Bytes that one request may take while there is no other. */
    public long mostOfOne() {
        return mostBytes;
    }

    /** Requests that have a place. */
    public synchronized int requests() {
        return requests;
    }

    /** Bytes that they take. */
    public synchronized long bytes() {
        return bytes;
    }
}
