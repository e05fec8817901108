package io.millrace.local.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsCommandTest {
    @Test
    void theSettingsOfThisMachineAreShownWithTheirComments() {
        // Given
        PrintStream out = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        // When
        int code;
        try {
            code = new CommandLine(new SettingsCommand()).execute("local");
        } finally {
            System.setOut(out);
        }
        // Then
        assertThat(code).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("# First of the ports", "port-base = ${?MILLRACE_LOCAL_PORT_BASE}");
    }

    @Test
    void anUnknownPartIsAnsweredWithTheKnownOnes() {
        // Given
        var said = new StringWriter();
        // When
        int code = new CommandLine(new SettingsCommand())
                .setErr(new PrintWriter(said, true))
                .execute("kafka");
        // Then
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString())
                .contains("but was 'kafka'", "one of shared, local, cdc, lakehouse, streaming, features,");
    }
}
