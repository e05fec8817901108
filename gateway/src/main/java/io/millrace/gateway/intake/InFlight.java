package io.millrace.gateway.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds how many requests are in memory, and how many bytes of it they take; thread-safe.
 *
 * <p>Where callers share it, none holds more than what it leaves free: half, if it is alone, and of n who take all they
 * can, each one in n + 1. So there is room for one more, whatever the others do.
 */
public final class InFlight {
    private final Holding most;
    private final boolean shared;
    private final Map<String, Holding> callers = new HashMap<>();
    private Holding all = Holding.NOTHING;

    /**
     * Nobody is in it yet.
     *
     * @param shared by callers who may not keep each other out
     */
    public InFlight(int mostRequests, long mostBytes, boolean shared) {
        this.most = new Holding(mostRequests, mostBytes);
        this.shared = shared;
    }

    /** What somebody holds. */
    private record Holding(int requests, long bytes) {
        private static final Holding NOTHING = new Holding(0, 0);

        Holding plus(int moreRequests, long moreBytes) {
            return new Holding(requests + moreRequests, bytes + moreBytes);
        }
    }

    /** A place, until it is closed. */
    public final class Place implements AutoCloseable {
        private final String caller;
        private long held;
        private boolean left;

        private Place(String caller, long held) {
            this.caller = caller;
            this.held = held;
        }

        /** Makes the place one of so many bytes, if its caller may have as many now; otherwise it stays as it is. */
        public boolean resize(long wanted) {
            return InFlight.this.resize(this, wanted);
        }

        /** Gives the place back; once is enough. */
        @Override
        public void close() {
            leave(this);
        }
    }

    /** A place for a request of so many bytes, or nothing where there is none for this caller now. */
    public synchronized Optional<Place> enter(String caller, long wanted) {
        if (!fits(caller, 1, wanted)) {
            return Optional.empty();
        }
        add(caller, 1, wanted);
        return Optional.of(new Place(caller, wanted));
    }

    private synchronized boolean resize(Place place, long wanted) {
        long more = wanted - place.held;
        if (place.left || more > 0 && !fits(place.caller, 0, more)) {
            return false;
        }
        add(place.caller, 0, more);
        place.held = wanted;
        return true;
    }

    private synchronized void leave(Place place) {
        if (!place.left) {
            place.left = true;
            add(place.caller, -1, -place.held);
        }
    }

    private boolean fits(String caller, int requests, long bytes) {
        Holding after = all.plus(requests, bytes);
        if (after.requests() > most.requests() || after.bytes() > most.bytes()) {
            return false;
        }
        Holding own = callers.getOrDefault(caller, Holding.NOTHING).plus(requests, bytes);
        return !shared
                || own.bytes() <= most.bytes() - after.bytes()
                        // Whoever has none may have one, if there is one.
                        && own.requests() <= Math.max(1, most.requests() - after.requests());
    }

    private void add(String caller, int requests, long bytes) {
        all = all.plus(requests, bytes);
        callers.merge(caller, new Holding(requests, bytes), (before, change) -> {
            Holding after = before.plus(change.requests(), change.bytes());
            return after.requests() == 0 ? null : after;
        });
    }

    /** Bytes that a request may take where there is no other. */
    public long mostOfOne() {
        return shared ? most.bytes() / 2 : most.bytes();
    }

    /** Requests that have a place. */
    public synchronized int requests() {
        return all.requests();
    }

    /** Bytes that they take. */
    public synchronized long bytes() {
        return all.bytes();
    }
}
