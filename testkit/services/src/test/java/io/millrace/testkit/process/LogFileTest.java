package io.millrace.testkit.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogFileTest {
    @TempDir
    private Path folder;

    @Test
    void tellsItsNewestLinesOldestFirst() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("a.log"), "one\ntwo\nthree\n");

        // Then
        assertThat(new LogFile(file).tail(2)).containsExactly("two", "three");
        assertThat(new LogFile(file).tail(9)).containsExactly("one", "two", "three");
    }

    @Test
    void tellsOnlyWhatOneRunWrote() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("a.log"), "old\n");

        // When
        long start = new LogFile(file).prepare();
        Files.writeString(file, "old\nnew\n");

        // Then
        assertThat(new LogFile(file).tailSince(start, 9)).containsExactly("new");
    }

    @Test
    void isEmptyBeforeTheFirstRun() {
        assertThat(new LogFile(folder.resolve("none.log")).tail(3)).isEmpty();
    }

    @Test
    void isSetAsideBeforeARunOnceItIsLarge() throws IOException {
        // Given
        Path file = folder.resolve("logs/large.log");
        new LogFile(file).prepare();
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(21L * 1024 * 1024);
        }

        // When
        long start = new LogFile(file).prepare();

        // Then
        assertThat(start).isZero();
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("logs/large.log.1")).exists();
    }
}
