package io.millrace.local;

import io.millrace.testkit.process.MillraceHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The first lines of the real Online Retail file; without the file a test skips. */
final class RetailSlice {
    private static final String DATASET = "MILLRACE_DATASET_ONLINE_RETAIL";

    private RetailSlice() {}

    /** Writes so many lines to a file in the folder. */
    static Path in(Path folder, int lines) throws IOException {
        Path file = Optional.ofNullable(System.getenv(DATASET)).map(Path::of).orElseGet(() -> MillraceHome.find()
                .path()
                .resolveSibling("shared")
                .resolve("data")
                .resolve("online_retail.csv.gz"));
        assumeTrue(Files.isReadable(file), "Skipped: Online Retail is not there; name its file in " + DATASET);
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return Files.write(
                    folder.resolve("slice.csv"), reader.lines().limit(lines).toList());
        }
    }
}
