package io.millrace.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Prints the ends of a stack's logs when a test over it fails, because its folder goes with the test. */
final class LogsOfFailure implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final int LINES = 60;

    private final Supplier<Path> folder;

    /**
     * An extension for a stack.
     *
     * @param folder the stack's folder, or one that holds it
     */
    LogsOfFailure(Supplier<Path> folder) {
        this.folder = folder;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        print();
        throw failure;
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        print();
        throw failure;
    }

    private void print() {
        try (Stream<Path> files = Files.walk(folder.get())) {
            for (Path log : files.filter(LogsOfFailure::isLog).sorted().toList()) {
                // Frames of stack traces push out what led to them.
                List<String> lines = Files.readAllLines(log).stream()
                        .filter(line -> !line.startsWith("\tat "))
                        .toList();
                System.out.printf("The end of %s:%n", log.getFileName());
                lines.subList(Math.max(0, lines.size() - LINES), lines.size()).forEach(System.out::println);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLog(Path file) {
        Path parent = file.getParent();
        return file.toString().endsWith(".log") && parent != null && parent.endsWith("logs");
    }
}
