package io.millrace.local.command;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditCommandTest {
    @Test
    void theAuditOfTheLakeHasTheHeapThatItsModuleBeginsWith() throws IOException {
        Path options = MillraceHome.find().module("lakehouse").jvmOptions().orElseThrow();

        assertThat(Files.readAllLines(options)).contains("-Xms" + AuditCommand.LAKE_HEAP);
    }

    @Test
    void measuresOfSingleTablesAreNotPassedOverInSilence() {
        // Given
        var command = new AuditCommand();
        new CommandLine(command).parseArgs("public.orders", "--measures");
        // Then
        assertThatThrownBy(command::call)
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
                .hasMessageContaining("--measures");
    }
}
