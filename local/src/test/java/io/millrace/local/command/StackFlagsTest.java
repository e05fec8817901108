package io.millrace.local.command;

import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.StackFolder;
import io.millrace.local.stack.StackOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StackFlagsTest {
    @TempDir
    private Path folder;

    private final StackFlags flags = new StackFlags();

    @Test
    void aStackThatIsRefusedIsNotTheOneThatLaterCommandsMean() throws Exception {
        // Given
        Optional<Path> before = StackFolder.current(flags.home());
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = new StackOptions(taken.getLocalPort(), "pipeline.yaml", true, Optional.empty(), false);
            // When
            assertThatThrownBy(() -> flags.claim(flags.stack(folder, options)))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("%d (serving)".formatted(taken.getLocalPort()));
        }
        // Then
        assertThat(StackFolder.current(flags.home())).isEqualTo(before);
    }
}
