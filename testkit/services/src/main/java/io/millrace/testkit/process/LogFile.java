package io.millrace.testkit.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a process has written to its standard output and error, over all its runs.
 *
 * @param path the file
 */
public record LogFile(Path path) {
    private static final int TAIL_BYTES = 64 * 1024;
    private static final long KEPT_BYTES = 20L * 1024 * 1024;

    /** The newest lines, oldest first, at most so many; empty when nothing was written. */
    public List<String> tail(int lines) {
        return tailSince(0, lines);
    }

    /** The newest lines among those written after the file had this many bytes. */
    List<String> tailSince(long start, int lines) {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long from = Math.max(start, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log " + path, e);
        }
    }

    /** Makes room for a new run: a file that has grown large is set aside as the one previous log. Its size follows. */
    long prepare() {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            if (Files.exists(path) && Files.size(path) > KEPT_BYTES) {
                Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the log " + path, e);
        }
    }
}
