package io.millrace.trino.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A Java installation.
 *
 * @param path its folder
 * @param version its feature release, such as 25
 */
public record JavaHome(Path path, int version) {

    /** The installation in a folder; nothing if there is none that says its version. */
    public static Optional<JavaHome> at(Path folder) {
        Path release = folder.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(folder.resolve("bin/java"))) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(release)) {
            var properties = new Properties();
            properties.load(reader);
            return feature(properties.getProperty("JAVA_VERSION", "")).map(version -> new JavaHome(folder, version));
        } catch (IOException e) {
            // A folder that cannot be read holds nothing that could be run.
            return Optional.empty();
        }
    }

    private static Optional<Integer> feature(String quoted) {
        String version = quoted.replace("\"", "");
        String first = version.split("[.+-]", 2)[0];
        return first.matches("\\d{1,4}") ? Optional.of(Integer.valueOf(first)) : Optional.empty();
    }

    /** The program that runs Java classes. */
    public Path java() {
        return path.resolve("bin/java");
    }
}
