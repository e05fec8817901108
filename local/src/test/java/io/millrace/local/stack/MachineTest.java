package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MachineTest {

    @Test
    void anotherPlatformIsRefusedWithAWayOut() {
        assertThatCode(() -> Machine.requirePlatform("Linux", "amd64")).doesNotThrowAnyException();
        assertThatThrownBy(() -> Machine.requirePlatform("Mac OS X", "aarch64"))
                .isInstanceOfSatisfying(PipelineException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(FailureKind.ENVIRONMENT))
                .hasMessageContaining("Mac OS X on aarch64")
                .hasMessageContaining("docker compose");
    }

    @Test
    void tooLittleMemoryIsSaidInNumbers() {
        assertThatCode(() -> Machine.requireMemory(4500, 4500)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Machine.requireMemory(1000, 4500))
                .hasMessageContaining("needs 4500 MB of free memory, but this machine has 1000 MB");
    }

    @Test
    void tooLittleDiskNamesTheFolder() {
        assertThatThrownBy(() -> Machine.requireDisk(Path.of("state"), 10, 2000))
                .hasMessageContaining("2000 MB of free disk for state")
                .hasMessageContaining("--data-dir");
    }

    @Test
    void aFolderThatCannotBeMadeSaysWhy(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Machine.freeDisk(file))
                .hasMessageContaining("file is a file, not a folder")
                .hasMessageContaining("--data-dir");
    }
}
