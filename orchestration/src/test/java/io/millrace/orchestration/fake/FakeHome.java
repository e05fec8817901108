package io.millrace.orchestration.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A folder like Millrace's home, whose modules end as told, with the state of a scheduler in it.
 *
 * @param path that folder
 */
public record FakeHome(Path path) {
    /** Modules whose class path is that of the tests. */
    public static FakeHome in(Path path) throws IOException {
        for (String module : List.of("features", "ml")) {
            Files.createDirectories(path.resolve(module).resolve("target"));
            String classes = FakeStep.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath();
            Files.writeString(path.resolve(module).resolve("target/classpath.txt"), classes);
            // Dozens of these start; none lives long enough for a better compiler to pay.
            Files.writeString(
                    path.resolve(module).resolve("jvm.options"), "-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n");
        }
        return new FakeHome(path);
    }

    /** Settings of a scheduler on this home, whose steps end with these codes, call by call. */
    public String settings(String featuresCodes, String modelCodes) {
        return """
                orchestration {
                  http.port = 0
                  state-dir = "%1$s/state"
                  scheduled = false
                  rules.tell = false
                  refresh.steps = "features model"
                  stop-grace = 5s
                  steps.features { main = "%2$s", arguments = "%1$s features %3$s", memory = "32m" }
                  steps.model { main = "%2$s", arguments = "%1$s model %4$s", memory = "32m" }
                  steps.models { main = "%5$s", arguments = "%1$s", memory = "32m" }
                  retry { attempts = 3, first-delay = 1ms, factor = 1, longest-delay = 1ms }
                }
                """
                .formatted(path, FakeStep.class.getName(), featuresCodes, modelCodes, FakeModels.class.getName());
    }

    /** Process numbers of the calls of a step. */
    public List<Long> calls(String step) {
        Path calls = path.resolve(step + ".calls");
        try {
            return Files.exists(calls)
                    ? Files.readAllLines(calls).stream().map(Long::valueOf).toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of Millrace's variables in the environment of the last call of a step. */
    public List<String> environment(String step) throws IOException {
        return Files.readAllLines(path.resolve(step + ".env"));
    }

    /** Holds every call of a step that begins until closed. */
    public Hold hold(String step) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(step + ".hold"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return new Hold(channel);
    }
}
