package io.millrace.local.stack;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

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
    void aFolderWithoutAStackHasNone(@TempDir Path folder) {
        assertThat(StackOptions.read(folder)).isEmpty();
    }
}
