package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where stacks keep their state: one folder each, and a note of which was started last. */
public final class StackFolder {
    private static final String CURRENT = "current";

    private StackFolder() {}

    /** The folder below the checkout that holds everything a stack writes. */
    public static Path root(Path home) {
        return home.resolve(".millrace");
    }

    /** The folder of the stack that was started last. */
    public static Optional<Path> current(Path home) {
        Path note = root(home).resolve(CURRENT);
        try {
            return Files.exists(note)
                    ? Optional.of(Path.of(Files.readString(note).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw unusable("read", note, e);
        }
    }

    /** Notes that the stack in this folder was started last. */
    public static void remember(Path home, Path folder) {
        Path note = root(home).resolve(CURRENT);
        try {
            Files.createDirectories(note.getParent());
            Files.writeString(note, folder.toString());
        } catch (IOException e) {
            throw unusable("write", note, e);
        }
    }

    static PipelineException unusable(String what, Path file, IOException e) {
        return new PipelineException(
                FailureKind.ENVIRONMENT,
                "Cannot %s %s: %s; mend that, or work in another folder with --data-dir"
                        .formatted(what, file, Reason.of(e)),
                e);
    }
}
