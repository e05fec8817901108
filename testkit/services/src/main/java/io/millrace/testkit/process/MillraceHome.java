package io.millrace.testkit.process;

import io.millrace.testkit.StartException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds every module with what its build wrote.
 *
 * @param path that folder
 */
public record MillraceHome(Path path) {
    private static final String PROPERTY = "millrace.home";

    /**
     * The folder that the system property {@code millrace.home} names.
     *
     * @throws StartException when the property is not set or names no folder
     */
    public static MillraceHome find() {
        String value = System.getProperty(PROPERTY);
        if (value == null) {
            throw new StartException(
                    "The system property millrace.home is not set; start through ./millrace or Maven, which set it");
        }
        Path path = Path.of(value).toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new StartException("The system property millrace.home names %s, which is no folder".formatted(path));
        }
        return new MillraceHome(path);
    }

    /** The module in a folder below this one, such as {@code cdc} or {@code testkit/kafka-broker}. */
    public ModuleFolder module(String name) {
        return new ModuleFolder(path.resolve(name));
    }
}
