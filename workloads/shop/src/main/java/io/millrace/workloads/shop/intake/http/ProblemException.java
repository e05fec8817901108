package io.millrace.workloads.shop.intake.http;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static ProblemException of(ProblemKind kind, String detail) {
        return new ProblemException(Problem.of(kind, detail));
    }

    Problem problem() {
        return problem;
    }
}
