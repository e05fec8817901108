package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.process.ProcessCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A program that runs while its caller waits, and whose lines the caller shows.
 *
 * @param environment added to the command's own
 */
public record AttachedProgram(ProcessCommand command, Map<String, String> environment) {
    private static final long GRACE_SECONDS = 20;

    /** Runs it to its end; gives its exit status. An interrupt ends it first. */
    public int run(Consumer<String> lines) throws InterruptedException {
        Process process = start(builder -> builder.redirectErrorStream(true));
        var ending = new AtomicBoolean();
        var reader = new Thread(() -> read(process, lines, ending), "output");
        reader.start();
        try {
            int status = process.waitFor();
            reader.join();
            return status;
        } finally {
            ending.set(true);
            end(process);
        }
    }

    /**
     * As {@link #run}, but what it prints goes where this program prints: results to the standard output, and messages to
     * the standard error, where no file of results catches them.
     */
    public int runInPlace() throws InterruptedException {
        Process process = start(builder ->
                builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT));
        try {
            return process.waitFor();
        } finally {
            end(process);
        }
    }

    private Process start(UnaryOperator<ProcessBuilder> outputs) {
        Map<String, String> all = new HashMap<>(command.environment());
        all.putAll(environment);
        // The thread that starts it waits for it as long as it lives.
        ProcessBuilder builder = new ProcessBuilder(command.tiedLine())
                .directory(command.folder().toFile());
        builder.environment().putAll(all);
        try {
            return outputs.apply(builder).start();
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT, "Cannot start %s: %s".formatted(command, e.getMessage()), e);
        }
    }

    private static void read(Process process, Consumer<String> lines, AtomicBoolean ending) {
        try (var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
        } catch (IOException e) {
            // Ending a program closes its output, whatever is still in it.
            if (!ending.get()) {
                throw new PipelineException(FailureKind.INTERNAL, "The output of a program broke off", e);
            }
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
