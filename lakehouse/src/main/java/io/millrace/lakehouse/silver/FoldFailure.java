package io.millrace.lakehouse.silver;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Tells the failure of one table from the failure of what all tables need. */
final class FoldFailure {
    private FoldFailure() {}

    /**
     * Why the table could not be folded.
     *
     * @throws RuntimeException the failure itself if no table can be folded while it lasts: the claim to write the lake
     *     is lost, or the store or the broker does not answer
     */
    static String reason(Throwable failure) {
        if (failure instanceof Error fatal) {
            throw fatal;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean everyone = cause instanceof PipelineException known
                    ? isEveryones(known.kind())
                    // A file that is missing is missing in one table.
                    : cause instanceof IOException && !(cause instanceof FileNotFoundException)
                            || cause instanceof InterruptedException;
            if (everyone) {
                throw failure instanceof RuntimeException plain ? plain : new IllegalStateException(failure);
            }
            if (cause instanceof FileNotFoundException) {
                break;
            }
        }
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage().lines().findFirst().orElse("");
    }

    private static boolean isEveryones(FailureKind kind) {
        return switch (kind) {
            case ENVIRONMENT, BROKER, LAKE -> true;
            case CONFIGURATION, SOURCE, ONLINE_STORE, NOT_READY, DATA_LOSS, INTERNAL -> false;
        };
    }
}
