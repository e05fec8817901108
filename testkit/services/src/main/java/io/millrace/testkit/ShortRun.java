package io.millrace.testkit;

import io.millrace.testkit.process.ProcessCommand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end before something else can start. */
final class ShortRun {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private ShortRun() {}

    /** Runs it to its end; when that is no success, the message holds what it printed. */
    static void of(String purpose, ProcessCommand command) {
        Path output = null;
        try {
            output = Files.createTempFile("run", ".out");
            ProcessBuilder builder = new ProcessBuilder(command.line())
                    .directory(command.folder().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(command.environment());
            Process process = builder.start();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StartException("Cannot %s: it took longer than %d seconds and was stopped"
                        .formatted(purpose, LIMIT.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw new StartException("Cannot %s: %s".formatted(purpose, text(output)));
            }
        } catch (IOException e) {
            throw new StartException("Cannot %s: %s".formatted(purpose, Reason.of(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Cannot %s: interrupted".formatted(purpose), e);
        } finally {
            delete(output);
        }
    }

    private static String text(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
    }

    private static void delete(Path output) {
        if (output != null && !output.toFile().delete()) {
            output.toFile().deleteOnExit();
        }
    }
}
