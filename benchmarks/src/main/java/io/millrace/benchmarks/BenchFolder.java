package io.millrace.benchmarks;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a benchmark has its state, which stays to be looked at until the next run of the same one. */
final class BenchFolder {
    private BenchFolder() {}

    /** The folder of a benchmark, empty. */
    static Path fresh(String name) {
        Path folder = MillraceHome.find().path().resolve(".millrace").resolve("bench-" + name);
        requireAtRest(folder);
        try {
            remove(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove the state of an earlier run in " + folder, e);
        }
    }

    /** What an earlier run measures, or left when it was killed, must not lose its files while it runs. */
    private static void requireAtRest(Path folder) {
        StackOptions.read(folder)
                .map(left -> new Stack(folder, left, Settings.load()))
                .filter(Stack::isRunning)
                .ifPresent(stack -> {
                    throw new PipelineException(
                            FailureKind.ENVIRONMENT,
                            "The stack of this benchmark runs already; let the other run end, or stop what is left of it with './millrace down --data-dir %s'"
                                    .formatted(folder));
                });
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
