package io.millrace.testkit.fault;

/** What happens to bytes on their way. */
enum Fault {
    NONE,
    CUT,
    FREEZE,
    SWALLOW_ANSWERS,
    SWALLOW_ALL,
    /** Requests are answered with HTTP's 503 and do not reach the server. */
    UNAVAILABLE;

    /** Whether a byte in that direction vanishes. */
    boolean swallows(boolean answer) {
        return this == SWALLOW_ALL || (this == SWALLOW_ANSWERS && answer);
    }
}
