package io.millrace.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How large the files of a running process may become: a limit that stands in for a full disk, which needs a file system
 * of its own.
 */
public record FileGrowth(RunningProcess process) {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    /** Whether this machine can limit a process that runs. */
    public static boolean canBeLimited() {
        return Files.isExecutable(PRLIMIT);
    }

    /** Makes every write beyond the place fail. */
    public void limit(long bytes) {
        set(Long.toString(bytes));
    }

    /** Lets files grow again. */
    public void free() {
        set("unlimited");
    }

    private void set(String soft) {
        if (!process.isAlive()) {
            return;
        }
        try {
            Process prlimit = new ProcessBuilder(
                            PRLIMIT.toString(), "--pid", Long.toString(process.pid()), "--fsize=" + soft + ":unlimited")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (prlimit.waitFor() != 0 && process.isAlive()) {
                throw new IllegalStateException("The files of %s cannot be limited".formatted(process));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot limit the files of " + process, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
