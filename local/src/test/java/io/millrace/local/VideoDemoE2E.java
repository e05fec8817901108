package io.millrace.local;

import io.millrace.testkit.FreePorts;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo of the video service, as its command, on a small one; then an audit of what it left. */
@Tag("soak")
class VideoDemoE2E {
    private static final int PORTS = 20;

    @TempDir
    private Path folder;

    @RegisterExtension
    final LogsOfFailure logs = new LogsOfFailure(() -> folder);

    @Test
    void whatViewersDoIsMeasuredWatchedAndRecommendedFrom() throws Exception {
        // Given
        String state = folder.resolve("state").toString();
        // When
        Command.Ended demo = Command.run(
                folder,
                "demo",
                "--workload",
                "video",
                "--once",
                "--users",
                "120",
                "--rate",
                "40",
                "--data-dir",
                state,
                "--port-base",
                Integer.toString(FreePorts.next() / PORTS * PORTS));
        // Then
        assertThat(demo.status()).as(demo.text()).isZero();
        assertThat(demo.text())
                .containsPattern("Watch time by genre\\R( +\\w+ +[\\d,]+ min\\R){2,}")
                .containsPattern("Searches of the last half hour\\R( +\\w.* +\\d+\\R)+")
                .containsPattern("HARVEST +HIGH +\\d+ +\\d{3}")
                .containsPattern("STOLEN_ACCOUNTS +CRITICAL +203\\.0\\.113\\.\\d+ +5\\d")
                .containsPattern("Viewer \\d+ is recommended\\R +1 +\\S+")
                .contains("Stopped.");
        // When it runs again
        assertEnds("up", "--data-dir", state);
        Command.Ended audit = Command.run(folder, "audit", "--measures", "--data-dir", state);
        assertEnds("down", "--data-dir", state);
        // Then what was counted live of events is what their tables come to
        assertThat(audit.status()).as(audit.text()).isZero();
        assertThat(audit.text()).contains("Live measures equal the lake");
    }

    private void assertEnds(String... arguments) throws Exception {
        Command.Ended command = Command.run(folder, arguments);
        assertThat(command.status()).as(command.text()).isZero();
    }
}
