package io.millrace.trino.server;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The places where Java installations are found.
 *
 * @param environment whose variables that begin with JAVA_HOME each name one
 * @param folders each of which holds some
 */
public record JavaHomes(Map<String, String> environment, List<Path> folders) {
    /** The first release of Java on which this Trino starts. */
    public static final int LEAST_VERSION = 24;

    /** The places that are usual on Linux and macOS, and those of SDKMAN and of IntelliJ. */
    public static JavaHomes ofThisMachine() {
        Path user = Path.of(System.getProperty("user.home"));
        return new JavaHomes(
                System.getenv(),
                List.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/opt"),
                        Path.of("/opt/java"),
                        Path.of("/Library/Java/JavaVirtualMachines"),
                        user.resolve(".sdkman/candidates/java"),
                        user.resolve(".jdks")));
    }

    /**
     * The installation for Trino: the chosen one, else the oldest that will do.
     *
     * @throws PipelineException of kind ENVIRONMENT if there is none, with what was found
     */
    public JavaHome forTrino(Optional<Path> chosen) {
        return chosen.map(JavaHomes::required).orElseGet(() -> found().orElseThrow(this::noneWillDo));
    }

    /** The oldest installation that will do; nothing if there is none. */
    public Optional<JavaHome> found() {
        return all().stream()
                .filter(home -> home.version() >= LEAST_VERSION)
                .min(Comparator.comparingInt(JavaHome::version).thenComparing(JavaHome::path));
    }

    private static JavaHome required(Path chosen) {
        JavaHome home = JavaHome.at(chosen)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.CONFIGURATION,
                        "trino.java-home names %s, where no JDK is; name the folder that holds bin/java and release"
                                .formatted(chosen)));
        if (home.version() < LEAST_VERSION) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "trino.java-home names %s, a Java %d; Trino needs %d or later"
                            .formatted(chosen, home.version(), LEAST_VERSION));
        }
        return home;
    }

    private PipelineException noneWillDo() {
        List<String> versions = all().stream()
                .map(home -> home.version() + " in " + home.path())
                .sorted()
                .toList();
        return new PipelineException(
                FailureKind.ENVIRONMENT,
                "Trino needs a JDK %d or later beside the one that runs Millrace, and there is none (found: %s); install one, such as Temurin 25, or name it in MILLRACE_TRINO_JAVA_HOME"
                        .formatted(LEAST_VERSION, versions.isEmpty() ? "nothing" : String.join(", ", versions)));
    }

    private List<JavaHome> all() {
        Stream<Path> named = environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .filter(variable -> !variable.getValue().isBlank())
                .map(variable -> Path.of(variable.getValue()));
        Stream<Path> listed = folders.stream().flatMap(folder -> children(folder).stream());
        return Stream.concat(named, listed)
                .flatMap(path -> Stream.of(path, path.resolve("Contents/Home")))
                .flatMap(path -> JavaHome.at(path).stream())
                .distinct()
                .toList();
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.forEach(children::add);
            } catch (IOException e) {
                // What may not be listed may not be run either; the message that nothing was found lists the rest.
                return List.of();
            }
        }
        return children;
    }
}
