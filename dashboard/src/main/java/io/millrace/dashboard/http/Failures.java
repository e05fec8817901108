package io.millrace.dashboard.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.figure.QuestionException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what stands against a request as a problem. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** What another process or the store does not do. */
    private static final Set<FailureKind> ELSEWHERE = Set.of(FailureKind.ONLINE_STORE, FailureKind.NOT_READY);

    private Failures() {}

    /** Answers when the answer is there. */
    static void answerLater(Visit visit, CompletableFuture<?> answer) {
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                visit.json(200, value);
            } else {
                answer(visit, failure);
            }
        });
    }

    /** Answers with what went wrong. */
    static void answer(Visit visit, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem) {
            visit.problem(problem.problem());
        } else if (cause instanceof QuestionException) {
            visit.problem(Problem.of(ProblemKind.INVALID_REQUEST, cause.getMessage()));
        } else if (cause instanceof PipelineException known && ELSEWHERE.contains(known.kind())) {
            visit.problem(Problem.of(ProblemKind.NO_ANSWER, known.getMessage()));
        } else if (cause instanceof RejectedExecutionException) {
            visit.problem(Problem.of(ProblemKind.OVERLOADED, "Come back after the time in Retry-After"));
        } else {
            LOG.error("Cannot answer {}", visit.path(), cause);
            visit.problem(Problem.of(ProblemKind.INTERNAL, "The log of the dashboard says more"));
        }
    }
}
