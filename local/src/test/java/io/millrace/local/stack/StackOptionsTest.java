package io.millrace.local.stack;

import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StackOptionsTest {

    @Test
    void aLaterCommandFindsWhatTheStackWasStartedWith(@TempDir Path folder) {
        // Given
        var options = new StackOptions(9600, "pipeline.yaml", true, Optional.of("2011-12-10T00:00:00Z"), true);
        // When
        options.write(folder);
        // Then
        assertThat(StackOptions.read(folder)).contains(options);
    }

    @Test
    void aDamagedNoteIsNamedWithAWayOut(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("stack.json"), "{\"portBase\": ");
        assertThatThrownBy(() -> StackOptions.read(folder))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("stack.json is damaged")
                .hasMessageContaining("remove it");
    }

    @Test
    void aFolderWithoutAStackHasNone(@TempDir Path folder) {
        assertThat(StackOptions.read(folder)).isEmpty();
    }
}
