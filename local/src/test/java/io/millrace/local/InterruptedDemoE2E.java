package io.millrace.local;

import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.ProcessCommand;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Ctrl-C in the middle of the demo, as its command. */
class InterruptedDemoE2E {
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    @Test
    void anInterruptStopsEverythingThatTheDemoHasStarted() throws Exception {
        // Given
        Path state = folder.resolve("state");
        Process demo = start(
                "demo", "--data-dir", state.toString(), "--port-base", Integer.toString(LocalPipeline.freeBase()));
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = demo.inputReader()) {
            read(output, lines, "[2/6] Shop");
            var stack = new Stack(state, StackOptions.read(state).orElseThrow(), Settings.load());
            assertThat(stack.isRunning()).isTrue();
            // When
            assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -INT " + demo.pid())
                            .start()
                            .waitFor())
                    .isZero();
            // Then
            read(output, lines, "Stopped. The state is kept");
            assertThat(demo.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(demo.exitValue()).isEqualTo(INTERRUPTED);
            assertThat(stack.isRunning()).isFalse();
        } finally {
            demo.destroyForcibly();
        }
    }

    private Process start(String... arguments) throws Exception {
        MillraceHome home = MillraceHome.find();
        ProcessCommand command = JavaProgram.of(home.module("local"), "io.millrace.local.MillraceMain")
                .withJvmFlags("-Dmillrace.home=" + home.path())
                .withArguments(arguments)
                .command(folder);
        ProcessBuilder builder = new ProcessBuilder(command.line())
                .directory(command.folder().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        return builder.start();
    }

    private static void read(BufferedReader output, List<String> lines, String until) throws Exception {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains(until)) {
                return;
            }
        }
        assertThat(lines).as("ended without it").anyMatch(line -> line.contains(until));
    }
}
