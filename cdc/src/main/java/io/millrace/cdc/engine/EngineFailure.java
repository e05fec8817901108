package io.millrace.cdc.engine;

import io.millrace.cdc.source.ChangesLostException;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.regex.Pattern;

/** Finds out of what kind a failure of Debezium is. */
final class EngineFailure {
    private static final Pattern LOG_REMOVED = Pattern.compile(
            "can no longer (get changes|access replication slot)|has already been removed"
                    + "|offset to start reading from has been removed|no longer available on the server"
                    + "|replication slot .* does not exist|Cannot seek to the last known offset",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private EngineFailure() {}

    static PipelineException of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PipelineException known) {
                return known;
            }
            String message = String.valueOf(cause.getMessage());
            if (LOG_REMOVED.matcher(message).find()) {
                return new ChangesLostException(
                        "The database no longer has the log that capture has not read yet: " + message, failure);
            }
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new PipelineException(
                isMistake(root) ? FailureKind.INTERNAL : FailureKind.SOURCE,
                "Reading changes failed: %s (%s)"
                        .formatted(root.getMessage(), root.getClass().getSimpleName()),
                failure);
    }

    /** Whether trying again would come to the same end, because the code is wrong and not the world. */
    private static boolean isMistake(Throwable root) {
        return root instanceof NullPointerException
                || root instanceof ClassCastException
                || root instanceof ArithmeticException
                || root instanceof IllegalArgumentException
                || root instanceof IndexOutOfBoundsException;
    }
}
