package io.millrace.local.chaos;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChaosTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatHoldsAnythingElseIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "of value");

        assertRefused();
        assertThat(folder).isDirectoryNotContaining("glob:**/postgres");
    }

    @Test
    void theStackOfAPipelineIsLeftAlone() throws IOException {
        Files.writeString(
                folder.resolve("stack.json"),
                "{\"portBase\":8600,\"pipeline\":\"/shop/pipeline.yaml\",\"ownDatabase\":true,\"trino\":false}");

        assertRefused();
    }

    private void assertRefused() {
        var chaos = new Chaos(folder, 8600, Settings.load(), line -> {});
        assertThatThrownBy(() -> chaos.run(Duration.ofMinutes(1), 1))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("not broken on purpose");
    }
}
