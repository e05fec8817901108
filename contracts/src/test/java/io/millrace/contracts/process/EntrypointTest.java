package io.millrace.contracts.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntrypointTest {
    private static final int INTERRUPTED = 130;
    private static final String SENTENCE = "It has not come";

    /** Fails with a sentence when it is interrupted, or at once. */
    public static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) {
            Entrypoint.exit("waiting", () -> {
                System.out.println("started");
                if (args.length == 0) {
                    awaitInterrupt();
                }
                throw new PipelineException(FailureKind.NOT_READY, SENTENCE);
            });
        }

        private static void awaitInterrupt() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Waiting.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatDoesNotComeBecauseTheEndWasAskedForIsNoFailure() throws Exception {
        // Given
        Process process = start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.lines().anyMatch("started"::equals)).isTrue();
        // When
        process.toHandle().destroy();
        // Then
        String errors = errors(process);
        assertThat(process.waitFor()).isEqualTo(INTERRUPTED);
        assertThat(errors.lines()).doesNotContain(SENTENCE);
    }

    @Test
    void aFailureIsASentenceAndTheCodeOfItsKind() throws Exception {
        Process process = start("at once");

        String errors = errors(process);

        assertThat(process.waitFor()).isEqualTo(FailureKind.NOT_READY.exitCode());
        assertThat(errors.lines()).contains(SENTENCE);
    }
}
