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

/** The demo, as its command, on the first lines of the real Online Retail file. */
@Tag("soak")
class RetailDemoE2E {
    private static final int LINES = 40_000;
    private static final int PORTS = 20;
    private static final int PAGE = 100;

    @TempDir
    private Path folder;

    @RegisterExtension
    final LogsOfFailure logs = new LogsOfFailure(() -> folder);

    @Test
    void theDemoGoesFromTheRealFileToARecommendation() throws Exception {
        // Given
        MillraceHome home = MillraceHome.find();
        Path slice = RetailSlice.in(folder, LINES);
        List<String> lines = new ArrayList<>();
        JavaProgram demo = JavaProgram.of(home.module("local"), "io.millrace.local.MillraceMain")
                .withJvmFlags("-Dmillrace.home=" + home.path())
                .withArguments(
                        "demo",
                        "--once",
                        "--dataset",
                        slice.toString(),
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
                .contains("CC BY 4.0", "skipped, each for the first reason that applies:")
                .contains("lake.shop.order_items")
                .containsPattern("ndcg@10 +0\\.\\d+ +0\\.\\d+")
                .containsPattern("and is recommended\\R +1 +\\S+")
                .containsPattern("User \\d+ buys .*, by SQL.*\\R +\\d+ ms after the commit the list is another"
                        + ".*\\R +left +\\S.*\\R( +left .*\\R)* +came +\\S")
                .containsPattern("Try next\\R +first bring it back +\\./millrace up")
                .contains("Stopped.");
        String report = output.substring(output.indexOf("The lake"));
        assertThat(report.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(PAGE));
    }
}
