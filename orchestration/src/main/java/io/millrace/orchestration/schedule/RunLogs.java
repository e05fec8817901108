package io.millrace.orchestration.schedule;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.orchestration.history.RunHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The log files of steps, which live as long as their run is remembered.
 *
 * @param folder where they are
 * @param runs how many ended runs of each job are remembered
 */
public record RunLogs(Path folder, int runs) {
    /** Refuses to remember nothing, as the last run decides what the next one does. */
    public RunLogs {
        if (runs < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "orchestration.history.runs must be at least 1, but is " + runs);
        }
    }

    void forget(String job, RunHistory history) {
        for (String log : history.forget(job, runs)) {
            try {
                Files.deleteIfExists(folder.resolve(log));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot delete the log " + folder.resolve(log), e);
            }
        }
    }
}
