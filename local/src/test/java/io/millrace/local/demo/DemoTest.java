package io.millrace.local.demo;

import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.ProcessCommand;
import io.millrace.testkit.process.Readiness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void aDemoThatIsRefusedBesideARunningStackLeavesThatRunning() throws Exception {
        // Given
        StackOptions running = options(21_000);
        Files.writeString(folder.resolve("stack.json"), Json.mapper().writeValueAsString(running));
        var other = new Stack(folder, options(22_000), Settings.load());
        other.named(MillraceProcess.CDC)
                .start(
                        ProcessCommand.in(folder, List.of("/bin/sleep", "600")),
                        Lifetime.WITH_THIS_JVM,
                        Readiness.atOnce());
        try {
            // When
            var demo = new Demo(other, new DemoPlan(Optional.empty(), List.of(), List.of(), 2, true));
            // Then
            assertThatThrownBy(demo::run)
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("runs with ports from 21000");
            assertThat(other.named(MillraceProcess.CDC).find()).isPresent();
        } finally {
            other.named(MillraceProcess.CDC).stop();
        }
    }

    private static StackOptions options(int base) {
        return new StackOptions(base, "pipeline.yaml", true, Optional.empty(), false);
    }
}
