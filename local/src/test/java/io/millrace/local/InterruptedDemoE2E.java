package io.millrace.local;

import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import java.nio.file.Path;
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
        try (var demo = new Command(
                folder,
                "demo",
                "--data-dir",
                state.toString(),
                "--port-base",
                Integer.toString(LocalPipeline.freeBase()))) {
            demo.readUntil("[2/7] Shop");
            var stack = new Stack(state, StackOptions.read(state).orElseThrow(), Settings.load());
            assertThat(stack.isRunning()).isTrue();
            // When
            demo.interrupt();
            // Then
            assertThat(demo.end()).as(demo.text()).isEqualTo(INTERRUPTED);
            assertThat(demo.text()).contains("Stopped. The state is kept");
            assertThat(stack.isRunning()).isFalse();
        }
    }
}
