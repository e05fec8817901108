package io.millrace.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The version of Millrace that runs, as the build wrote it. */
public final class CodeVersion {
    private static final String FILE = "version.txt";

    private CodeVersion() {}

    public static String current() {
        try (var stream = Objects.requireNonNull(CodeVersion.class.getResourceAsStream(FILE), FILE)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s of this jar cannot be read".formatted(FILE), e);
        }
    }
}
