package io.millrace.testkit.process;

import io.millrace.testkit.StartException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A module with what its build wrote: the class path of a process that runs it.
 *
 * @param path the module's folder
 */
public record ModuleFolder(Path path) {
    /**
     * Its own classes, then exactly what it depends on.
     *
     * @throws StartException when the module has not been built
     */
    public String classPath() {
        Path file = path.resolve("target/classpath.txt");
        if (!Files.exists(file)) {
            throw new StartException(
                    "The module %s has not been built (%s is missing); build it with 'mvn package -Dquick'"
                            .formatted(path.getFileName(), file));
        }
        try {
            List<String> entries = new ArrayList<>();
            ownClasses().ifPresent(own -> entries.add(own.toString()));
            String dependencies = Files.readString(file).strip();
            if (!dependencies.isEmpty()) {
                entries.add(dependencies);
            }
            return String.join(File.pathSeparator, entries);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the class path in " + file, e);
        }
    }

    /** The argument file with the JVM flags that the module's processes need; empty when they need none. */
    public Optional<Path> jvmOptions() {
        return Optional.of(path.resolve("jvm.options")).filter(Files::exists);
    }

    private Optional<Path> ownClasses() throws IOException {
        Path target = path.resolve("target");
        Path classes = target.resolve("classes");
        // While a build runs, the classes are there before the jar, and newer than the jar of the build before.
        if (Files.isDirectory(classes)) {
            return Optional.of(classes);
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("millrace-.*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc|tests|spark)\\.jar"))
                    .sorted()
                    .findFirst();
        }
    }
}
