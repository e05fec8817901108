package io.millrace.benchmarks;

import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a benchmark has its state, which stays to be looked at until the next run of the same one. */
final class BenchFolder {
    private BenchFolder() {}

    /** The folder of a benchmark, empty. */
    static Path fresh(String name) {
        Path folder = MillraceHome.find().path().resolve(".millrace").resolve("bench-" + name);
        try {
            remove(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove the state of an earlier run in " + folder, e);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
