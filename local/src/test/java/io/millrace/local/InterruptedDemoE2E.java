package io.millrace.local;

import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.process.MillraceHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Ctrl-C in the middle of the demo, as its command, on the first lines of the real Online Retail file. */
class InterruptedDemoE2E {
    private static final String DATASET = "MILLRACE_DATASET_ONLINE_RETAIL";
    private static final int LINES = 10_000;
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    @Test
    void theRealFileIsInTheShopAndAnInterruptStopsEverythingThatTheDemoHasStarted() throws Exception {
        // Given
        Path file = Optional.ofNullable(System.getenv(DATASET)).map(Path::of).orElseGet(() -> MillraceHome.find()
                .path()
                .resolveSibling("shared")
                .resolve("data")
                .resolve("online_retail.csv.gz"));
        assumeTrue(Files.isReadable(file), "Skipped: Online Retail is not there; name its file in " + DATASET);
        Path slice = folder.resolve("slice.csv");
        Files.write(slice, firstLines(file));
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

    private static List<String> firstLines(Path file) throws IOException {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().limit(LINES).toList();
        }
    }
}
