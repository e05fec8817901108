package io.millrace.local;

import io.millrace.local.stack.AttachedProgram;
import io.millrace.testkit.FreePorts;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The demo of the video service, as its command, on a small one. */
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
        MillraceHome home = MillraceHome.find();
        List<String> lines = new ArrayList<>();
        JavaProgram demo = JavaProgram.of(home.module("local"), "io.millrace.local.MillraceMain")
                .withJvmFlags("-Dmillrace.home=" + home.path())
                .withArguments(
                        "demo",
                        "--workload",
                        "video",
                        "--once",
                        "--users",
                        "120",
                        "--rate",
                        "40",
                        "--data-dir",
                        folder.resolve("state").toString(),
                        "--port-base",
                        Integer.toString(FreePorts.next() / PORTS * PORTS));
        // When
        int status = new AttachedProgram(demo.command(folder), LocalPipeline.SHORT_LIVED).run(lines::add);
        // Then
        String output = String.join(System.lineSeparator(), lines);
        assertThat(status).as(output).isZero();
        assertThat(output)
                .containsPattern("Watch time by genre\\R( +\\w+ +[\\d,]+ min\\R){2,}")
                .containsPattern("Searches of the last half hour\\R( +\\w.* +\\d+\\R)+")
                .containsPattern("HARVEST +HIGH +\\d+ +\\d{3}")
                .containsPattern("STOLEN_ACCOUNTS +CRITICAL +203\\.0\\.113\\.\\d+ +5\\d")
                .containsPattern("Viewer \\d+ is recommended\\R +1 +\\S+")
                .contains("Stopped.");
    }
}
