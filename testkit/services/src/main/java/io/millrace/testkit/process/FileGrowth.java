package io.millrace.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How large the files of a running process and its children may become: a limit that stands in for a full disk, which needs a file system
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

    /** Those that it has started too, as a disk is full for all; itself first, so that what it starts meanwhile is alike. */
    private void set(String soft) {
        if (!process.isAlive()) {
            return;
        }
        set(process.pid(), soft);
        ProcessHandle.of(process.pid())
                .ifPresent(parent -> parent.descendants().forEach(child -> set(child.pid(), soft)));
    }

    private static void set(long pid, String soft) {
        try {
            Process prlimit = new ProcessBuilder(
                            PRLIMIT.toString(), "--pid", Long.toString(pid), "--fsize=" + soft + ":unlimited")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (prlimit.waitFor() != 0 && ProcessHandle.of(pid).isPresent()) {
                throw new IllegalStateException("The files of process %d cannot be limited".formatted(pid));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot limit the files of process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
