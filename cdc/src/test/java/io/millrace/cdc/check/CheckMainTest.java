package io.millrace.cdc.check;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CheckMainTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private int run(String... args) {
        var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return CheckMain.run(List.of(args), stream, stream);
    }

    @Test
    void helpSaysWhatItDoes() {
        assertThat(run("--help")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("changes nothing", "Status 0");
    }

    @Test
    void aFileThatIsNotThereIsOneSentence() {
        assertThat(run("-f", folder.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("none.yaml cannot be read");
    }

    @Test
    void aDatabaseThatIsNotThereIsOneSentence() throws Exception {
        Path file = Files.writeString(
                folder.resolve("pipeline.yaml"),
                """
                source: {url: "jdbc:postgresql://127.0.0.1:1/shop", user: nobody, tables: {a: {}}}
                recommend: {users: {table: a, id: id}, items: {table: a, id: id},
                            interactions: {b: {table: a, user: id, item: id, at: at}}}
                """);

        assertThat(run("-f", file.toString())).isEqualTo(2);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Cannot connect to jdbc:postgresql://127.0.0.1:1/shop as nobody");
    }
}
