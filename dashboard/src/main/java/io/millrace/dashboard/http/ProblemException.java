package io.millrace.dashboard.http;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    ProblemException(ProblemKind kind, String detail) {
        super(detail, null, false, false);
        this.problem = Problem.of(kind, detail);
    }

    Problem problem() {
        return problem;
    }
}
