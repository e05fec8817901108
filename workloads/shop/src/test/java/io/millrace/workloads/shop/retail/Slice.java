package io.millrace.workloads.shop.retail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Twenty lines in the form of the file, with each kind of ugliness that it has. */
final class Slice {
    static final int LINES = 20;

    private Slice() {}

    static byte[] bytes() {
        try (InputStream slice = Slice.class.getResourceAsStream("slice.csv")) {
            return slice.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path in(Path folder) {
        try {
            return Files.write(folder.resolve("slice.csv"), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
