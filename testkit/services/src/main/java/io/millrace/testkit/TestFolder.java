package io.millrace.testkit;

import io.millrace.testkit.process.ProcessIdentity;
import io.millrace.testkit.process.TiedProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the tests of one JVM put their files: below the build's own folder, deleted with the JVM. */
final class TestFolder {
    private static final String PREFIX = "stack-";
    private static final String OWNER = "owner";
    private static Path current;

    private TestFolder() {}

    static synchronized Path ofThisJvm() {
        if (current == null) {
            current = create();
        }
        return current;
    }

    private static Path create() {
        try {
            Path target = Path.of("target").toAbsolutePath();
            Path parent = Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
            long pid = ProcessHandle.current().pid();
            removeAbandoned(parent);
            Path folder = Files.createTempDirectory(parent, PREFIX + pid + "-");
            ProcessIdentity self = ProcessIdentity.of(pid).orElseThrow();
            Files.writeString(folder.resolve(OWNER), self.line());
            TiedProcesses.atEnd(() -> deleteAtEnd(folder));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder for the tests of this JVM", e);
        }
    }

    /** A JVM that is killed deletes nothing, so the next one does. */
    private static void removeAbandoned(Path parent) throws IOException {
        List<Path> folders;
        try (Stream<Path> files = Files.list(parent)) {
            folders = files.filter(file -> file.getFileName().toString().startsWith(PREFIX))
                    .filter(TestFolder::isAbandoned)
                    .toList();
        }
        for (Path folder : folders) {
            Folders.delete(folder);
        }
    }

    private static boolean isAbandoned(Path folder) {
        try {
            return ProcessIdentity.parse(Files.readString(folder.resolve(OWNER)))
                    .filter(owner -> !owner.isAlive())
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static void deleteAtEnd(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            // What cannot be deleted now, the next JVM removes.
            return;
        }
    }
}
