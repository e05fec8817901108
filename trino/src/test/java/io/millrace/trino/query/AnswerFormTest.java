package io.millrace.trino.query;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnswerFormTest {
    private static final Answer ANSWER = new Answer(
            List.of(new Answer.Column("name", false), new Answer.Column("revenue", true)),
            List.of(List.of("Kettle, \"big\"", new BigDecimal("1043.20")), Arrays.asList("two\nlines", null)));

    @Test
    void aTableHasItsNumbersToTheRight() {
        assertThat(Form.TABLE.write(ANSWER))
                .isEqualTo(
                        """
                        name           revenue
                        -------------  -------
                        Kettle, "big"  1043.20
                        two\\nlines        NULL
                        """);
    }

    @Test
    void csvQuotesWhatWouldBreakItsLines() {
        assertThat(Form.CSV.write(ANSWER))
                .isEqualTo("name,revenue\n\"Kettle, \"\"big\"\"\",1043.20\n\"two\nlines\",\n");
    }

    @Test
    void jsonKeepsNumbersAndNulls() {
        assertThat(Form.JSON.write(ANSWER).replaceAll("\\s+", ""))
                .isEqualTo(
                        "[{\"name\":\"Kettle,\\\"big\\\"\",\"revenue\":1043.20},{\"name\":\"two\\nlines\",\"revenue\":null}]");
    }

    @Test
    void aStatementWithoutRowsWritesNoTable() {
        assertThat(Form.TABLE.write(new Answer(List.of(), List.of()))).isEmpty();
    }

    @Test
    void whereNoTrinoAnswersTheCommandThatStartsItIsNamed() throws IOException {
        // Given
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var nobody = new Trino(URI.create("http://127.0.0.1:" + port), "analyst");
        // Then
        assertThatThrownBy(() -> nobody.ask("SELECT 1"))
                .hasMessage("Trino does not answer at http://127.0.0.1:%d; start it with: ./millrace up --with trino"
                        .formatted(port))
                .extracting(e -> ((PipelineException) e).kind())
                .isEqualTo(FailureKind.ENVIRONMENT);
    }

    @Test
    void thePlaceOfAFaultIsMarked() {
        assertThat(ErrorPlace.in("SELECT a\nFROM b", "line 2:6: Table 'b' does not exist"))
                .isEqualTo("%n  FROM b%n       ^".formatted());
        assertThat(ErrorPlace.in("SELECT a", "Access Denied")).isEmpty();
        assertThat(ErrorPlace.in("SELECT a", "line 9:1: odd")).isEmpty();
    }
}
