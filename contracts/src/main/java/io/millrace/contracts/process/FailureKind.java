package io.millrace.contracts.process;

/**
 * What a failure means to those who must act on it: the exit code of the process, whether a scheduler may try again,
 * and the HTTP status of an answer.
 */
public enum FailureKind {
    /** A wrong flag, setting or pipeline file; trying again changes nothing. */
    CONFIGURATION(2, false, 400),
    /** The machine lacks what is needed: a port, memory, disk, a JDK, a kernel feature. */
    ENVIRONMENT(3, false, 503),
    /** The source database refuses, is unreachable or is not set up for capture. */
    SOURCE(10, true, 503),
    /** Kafka is unreachable or refuses. */
    BROKER(11, true, 503),
    /** The object store or a Delta table cannot be read or written. */
    LAKE(12, true, 503),
    /** Redis is unreachable or refuses. */
    ONLINE_STORE(13, true, 503),
    /** Data is not there yet: no snapshot of the lake, no features, no model. */
    NOT_READY(14, true, 503),
    /** Going on would lose or falsify data; a person must decide. */
    DATA_LOSS(20, false, 500),
    /** Something is not as the code assumes. */
    INTERNAL(70, false, 500);

    private final int exitCode;
    private final boolean retryable;
    private final int httpStatus;

    FailureKind(int exitCode, boolean retryable, int httpStatus) {
        this.exitCode = exitCode;
        this.retryable = retryable;
        this.httpStatus = httpStatus;
    }

    /** The status with which a process ends that fails in this way. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether the same call may succeed later without anyone changing anything. */
    public boolean retryable() {
        return retryable;
    }

    /** The status of an HTTP answer that fails in this way. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The kind with which a process of this exit code ended; {@link #INTERNAL} for a code of nobody's. */
    public static FailureKind ofExitCode(int exitCode) {
        for (FailureKind kind : values()) {
            if (kind.exitCode == exitCode) {
                return kind;
            }
        }
        return INTERNAL;
    }
}
