package io.millrace.dashboard.figure;

/** Refuses a question; the message names the parameter and what it may be. */
public final class QuestionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    QuestionException(String message) {
        super(message, null, false, false);
    }
}
