package io.millrace.local;

import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Ctrl-C in the middle of the demo, as its command, on the first lines of the real Online Retail file. */
class InterruptedDemoE2E {
    private static final int LINES = 10_000;
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    @Test
    void theRealFileIsInTheShopAndAnInterruptStopsEverythingThatTheDemoHasStarted() throws Exception {
        // Given
        Path slice = RetailSlice.in(folder, LINES);
        Path state = folder.resolve("state");
        try (var demo = new Command(
                folder,
                "demo",
                "--dataset",
                slice.toString(),
                "--data-dir",
                state.toString(),
                "--port-base",
                Integer.toString(LocalPipeline.freeBase()))) {
            demo.readUntil("[3/7] Capture");
            var stack = new Stack(state, StackOptions.read(state).orElseThrow(), Settings.load());
            assertThat(stack.isRunning()).isTrue();
            // When
            demo.interrupt();
            // Then
            assertThat(demo.end()).as(demo.text()).isEqualTo(INTERRUPTED);
            assertThat(demo.text())
                    .contains("CC BY 4.0", "skipped, each for the first reason that applies:")
                    .contains("Stopped. The state is kept");
            assertThat(stack.isRunning()).isFalse();
        }
    }
}
