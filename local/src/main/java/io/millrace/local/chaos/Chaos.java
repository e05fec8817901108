package io.millrace.local.chaos;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.Machine;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Chaos on a stack of its own.
 *
 * @param folder of its state, which is kept
 * @param story receives a line for each mishap
 */
public record Chaos(Path folder, int portBase, Settings settings, Consumer<String> story) {
    private static final Duration WRITING = Duration.ofMillis(1_500);

    /**
     * Mishaps by chance until the time is over.
     *
     * @return whether the lake equalled the source after each, and everything went as it is promised
     */
    public boolean run(Duration time, long seed) throws SQLException, InterruptedException {
        try (var stack = open()) {
            told("Chaos for %d minutes with seed %d in %s".formatted(time.toMinutes(), seed, folder));
            told(
                    "cdc reads Postgres and writes Kafka, lakehouse reads Kafka and writes the lake; the source is written all the time.");
            told(
                    "Of each mishap: the time from its end until the lake had all that the source held, the rows that were compared then, and how that ended.");
            return told(new ChaosRun(stack, seed, WRITING, this::told).during(time));
        }
    }

    /** Each process ends once at each of its named points; a point that it does not come to is a failure. */
    public boolean crashes(long seed) throws SQLException, InterruptedException {
        try (var stack = open()) {
            return told(new ChaosRun(stack, seed, WRITING, this::told).once(Crashes.chains()));
        }
    }

    private ChaosStack open() throws SQLException {
        requireOwn();
        StackOptions options = ChaosStack.options(folder, portBase);
        Machine.require(settings, new Stack(folder, options, settings));
        return ChaosStack.open(folder, options, settings);
    }

    /** Nothing that anybody may want to keep is broken: a folder has to be empty, or of an earlier run of chaos. */
    private void requireOwn() {
        boolean own = StackOptions.read(folder)
                .map(options -> options.equals(ChaosStack.options(folder, options.portBase())))
                .orElseGet(this::isEmpty);
        if (!own) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "%s holds something else than a stack of chaos, which is not broken on purpose; name an empty folder with --data-dir"
                            .formatted(folder));
        }
    }

    private boolean isEmpty() {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + folder, e);
        }
    }

    private boolean told(ChaosReport report) {
        report.lines().forEach(this::told);
        return report.asPromised();
    }

    /** For whoever looks on, and for whoever looks later beside the logs of what was struck. */
    private void told(String line) {
        story.accept(line);
        Path log = folder.resolve("logs/chaos.log");
        try {
            Files.createDirectories(log.getParent());
            Files.writeString(log, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + log, e);
        }
    }
}
