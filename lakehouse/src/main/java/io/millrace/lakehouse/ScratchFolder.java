package io.millrace.lakehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A local folder that nobody needs once this process has ended. */
final class ScratchFolder implements AutoCloseable {
    private final Path folder;

    ScratchFolder(String prefix) {
        try {
            folder = Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made; set java.io.tmpdir to one", e);
        }
    }

    /** The folder as Hadoop names it. */
    String location() {
        return folder.toUri().toString();
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder %s cannot be removed".formatted(folder), e);
        }
    }
}
