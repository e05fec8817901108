package io.millrace.lakehouse;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Notices the end of whichever part ends first. */
final class Watch {
    private static final long LOOK_MILLIS = 500;

    private final StreamingQuery ingest;
    private final FoldLoop fold;

    Watch(StreamingQuery ingest, FoldLoop fold) {
        this.ingest = ingest;
        this.fold = fold;
    }

    /** Returns never; throws what ended a part. */
    void await() throws InterruptedException {
        while (true) {
            Optional<PipelineException> failure = failure();
            if (failure.isPresent()) {
                throw failure.get();
            }
            pause();
        }
    }

    private void pause() throws InterruptedException {
        try {
            fold.ended().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            throw new InterruptedException("The fold was closed");
        } catch (TimeoutException | ExecutionException e) {
            // Still running, or failed, which the next look tells.
            Thread.onSpinWait();
        }
    }

    /** What has ended a part, if one has. */
    Optional<PipelineException> failure() {
        if (!ingest.isActive()) {
            Throwable cause =
                    ingest.exception().isDefined() ? ingest.exception().get() : null;
            return Optional.of(
                    problem(cause, "The query that fills the change log has ended; the log holds how far it came"));
        }
        if (fold.ended().isCompletedExceptionally()) {
            return Optional.of(problem(
                    causeOf(fold), "The silver tables could not be brought up to date; each holds its position"));
        }
        return Optional.empty();
    }

    private static Throwable causeOf(FoldLoop fold) {
        try {
            fold.ended().join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** The failure that Millrace itself raised, if there is one below the others; else one that says this. */
    static PipelineException problem(Throwable failure, String message) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof PipelineException)) {
            cause = cause.getCause();
        }
        if (cause != null) {
            return (PipelineException) cause;
        }
        // What is wrong with this virtual machine is wrong with whatever is begun in it again.
        FailureKind kind = isError(failure) ? FailureKind.INTERNAL : FailureKind.LAKE;
        return new PipelineException(kind, message, failure);
    }

    private static boolean isError(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error) {
                return true;
            }
        }
        return false;
    }
}
