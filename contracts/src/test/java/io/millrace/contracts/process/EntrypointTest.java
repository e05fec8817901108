package io.millrace.contracts.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EntrypointTest {
    private static final int INTERRUPTED = 130;
    private static final String SENTENCE = "It has not come";

    @TempDir
    private Path shared;

    private final List<Process> started = new ArrayList<>();

    /** Leaves a temporary file, and fails with a sentence when it is interrupted, or at once. */
    public static final class Waiting {
        private Waiting() {}

        public static void main(String[] args) {
            Entrypoint.exit("waiting", () -> {
                System.out.println(temporaryFile());
                if (args.length == 0) {
                    awaitInterrupt();
                }
                throw new PipelineException(FailureKind.NOT_READY, SENTENCE);
            });
        }

        private static Path temporaryFile() {
            try {
                return Files.createTempFile("needed-until-the-end", "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void awaitInterrupt() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(TemporaryFolder.jvmFlag(shared, "waiting"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Waiting.class.getName());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put(TemporaryFolder.VARIABLE, shared.toString());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** The file that it has made before anything else. */
    private static Path temporaryFileOf(Process process) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return Path.of(output.lines()
                .filter(line -> line.contains("needed-until-the-end"))
                .findFirst()
                .orElseThrow());
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatDoesNotComeBecauseTheEndWasAskedForIsNoFailure() throws Exception {
        // Given
        Process process = start();
        assertThat(temporaryFileOf(process)).exists();
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

    @Test
    void whatAKilledProcessLeftGoesWhenAnotherStartsAndWhatAProcessLeavesGoesWhenItEnds() throws Exception {
        // Given
        Process running = start();
        Path inUse = temporaryFileOf(running);
        Process killed = start();
        Path left = temporaryFileOf(killed);
        killed.destroyForcibly().waitFor();
        assertThat(left).startsWith(shared).exists();
        Path foreign = Files.writeString(
                Files.createDirectory(shared.resolve("foreign")).resolve("file"), "kept");
        // When
        Process third = start("at once");
        Path own = temporaryFileOf(third);
        third.waitFor();
        // Then
        assertThat(left.getParent()).doesNotExist();
        assertThat(own.getParent()).doesNotExist();
        assertThat(inUse).exists();
        assertThat(foreign).exists();
        // When
        running.toHandle().destroy();
        running.waitFor();
        // Then
        try (Stream<Path> files = Files.list(shared)) {
            assertThat(files.filter(Files::isDirectory)).containsExactly(foreign.getParent());
        }
    }
}
