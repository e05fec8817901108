package io.millrace.orchestration.step;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Launches a program through the spark-submit of a cluster.
 *
 * @param home what a relative jar pattern is relative to
 * @param command the program spark-submit with its flags for the cluster
 * @param jarPattern path of a step's jar; {module} stands for its module, and * in the file's name matches
 */
public record SparkSubmit(Path home, List<String> command, String jarPattern) implements Launcher {
    /** Refuses an empty command. */
    public SparkSubmit {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "orchestration.spark-submit.command must name a program, but is empty");
        }
    }

    @Override
    public Command command(Program program) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("--class", program.mainClass()));
        if (!program.memory().isEmpty()) {
            line.addAll(List.of("--driver-memory", program.memory()));
        }
        line.add(jar(program.module()).toString());
        line.addAll(program.arguments());
        return new Command(line, Map.of());
    }

    private Path jar(String module) {
        Path pattern = home.resolve(jarPattern.replace("{module}", module));
        List<Path> found = matching(pattern);
        if (found.size() != 1) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "%s matches %s; build the module %s, or name its one jar with orchestration.spark-submit.jar"
                            .formatted(pattern, found.isEmpty() ? "no file" : found, module));
        }
        return found.get(0);
    }

    private static List<Path> matching(Path pattern) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                pattern.getParent(), pattern.getFileName().toString())) {
            files.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for " + pattern, e);
        }
        return found;
    }
}
