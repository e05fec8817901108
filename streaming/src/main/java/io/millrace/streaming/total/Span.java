package io.millrace.streaming.total;

/**
 * Times, in microseconds since the epoch.
 *
 * @param until the first that is not among them
 */
record Span(long from, long until) {
    Span beginningAt(long micros) {
        return new Span(Math.max(from, micros), until);
    }

    Span endingAt(long micros) {
        return new Span(from, Math.min(until, micros));
    }

    boolean has(long micros) {
        return micros >= from && micros < until;
    }
}
