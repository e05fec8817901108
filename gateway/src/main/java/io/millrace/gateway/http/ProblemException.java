package io.millrace.gateway.http;

import java.time.Duration;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
    private final transient Problem problem;
    private final Duration retryAfter;

    ProblemException(Problem problem) {
        this(problem, Duration.ofSeconds(1));
    }

    /**
     * With a time to wait.
     *
     * @param retryAfter told to the caller where the status is one to wait for
     */
    ProblemException(Problem problem, Duration retryAfter) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    static ProblemException of(ProblemKind kind, String detail) {
        return new ProblemException(Problem.of(kind, detail));
    }

    Problem problem() {
        return problem;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
