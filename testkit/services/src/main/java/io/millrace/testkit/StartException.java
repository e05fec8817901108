package io.millrace.testkit;

/** Something could not be started; the message is one sentence that says what, why, and what to do now. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exception with that sentence. */
    public StartException(String message) {
        super(message);
    }

    /** An exception with that sentence and what led to it. */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
