package io.millrace.orchestration.step;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.TemporaryFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Launches a program in a JVM of this machine, with exactly the class path and the flags of its module.
 *
 * @param home the folder that holds every module with what its build wrote
 * @param temporary where each has a temporary folder of its own; nothing for Java's
 */
public record LocalJvm(Path home, Optional<Path> temporary) implements Launcher {
    @Override
    public Command command(Program program) {
        Path module = home.resolve(program.module());
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path flags = module.resolve("jvm.options");
        if (Files.exists(flags)) {
            line.add("@" + flags);
        }
        if (!program.memory().isEmpty()) {
            line.add("-Xmx" + program.memory());
        }
        line.add("-Dmillrace.home=" + home);
        temporary
                .map(shared -> TemporaryFolder.jvmFlag(shared, program.module()))
                .ifPresent(line::add);
        line.add(program.mainClass());
        line.addAll(program.arguments());
        // Not as an argument: a class path of 300 jars makes every list of processes unreadable.
        return new Command(line, Map.of("CLASSPATH", classPath(module)));
    }

    private static String classPath(Path module) {
        Path file = module.resolve("target/classpath.txt");
        try {
            if (!Files.exists(file)) {
                throw new PipelineException(
                        FailureKind.ENVIRONMENT,
                        "The module %s has not been built (%s is missing); build it with 'mvn package -Dquick'"
                                .formatted(module.getFileName(), file));
            }
            List<String> entries = new ArrayList<>(ownClasses(module));
            String dependencies = Files.readString(file).strip();
            if (!dependencies.isEmpty()) {
                entries.add(dependencies);
            }
            return String.join(File.pathSeparator, entries);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the class path of " + module, e);
        }
    }

    private static List<String> ownClasses(Path module) throws IOException {
        Path target = module.resolve("target");
        // During a build the classes are there before the jar, and newer than the jar of the build before.
        if (Files.isDirectory(target.resolve("classes"))) {
            return List.of(target.resolve("classes").toString());
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("millrace-.*\\.jar"))
                    .filter(file -> !file.getFileName().toString().matches(".*-(sources|javadoc|tests|job)\\.jar"))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }
}
