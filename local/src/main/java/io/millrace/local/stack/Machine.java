package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.testkit.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Refuses, in one sentence each, a machine on which the stack cannot run. */
public final class Machine {
    private static final long MEGABYTE = 1024L * 1024;
    /** The server's heap of 1 GB with what a JVM has beside it, and the process that registers tables. */
    private static final long TRINO_MEGABYTES = 1_500;

    private static final long SMALLEST_HEAP = 1_200;

    private Machine() {}

    /**
     * Checks platform, memory and disk; what the stack's own processes hold counts as free.
     *
     * @throws PipelineException of kind ENVIRONMENT with what is missing and what now
     */
    public static void require(Settings settings, Stack stack) {
        requirePlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path folder = stack.folder();
        requireDisk(folder, freeDisk(folder), settings.bigNumber("local.needed-disk-megabytes"));
        long held = stack.memory() / MEGABYTE;
        new FreeMemory(Path.of("/"))
                .megabytes()
                .ifPresent(free -> requireMemory(
                        free + held,
                        settings.bigNumber("local.needed-memory-megabytes")
                                + (stack.options().trino() ? TRINO_MEGABYTES : 0)));
    }

    static void requirePlatform(String system, String architecture) {
        if (!system.toLowerCase(Locale.ROOT).contains("linux")
                || !List.of("amd64", "x86_64").contains(architecture)) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "The embedded Postgres and Redis are for Linux on x86-64, but this is %s on %s; use docker compose there"
                            .formatted(system, architecture));
        }
    }

    static void requireMemory(long freeMegabytes, long neededMegabytes) {
        if (freeMegabytes < neededMegabytes) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Millrace needs %d MB of free memory, but this machine has %d MB; free some, or lower local.heap and local.needed-memory-megabytes"
                            .formatted(neededMegabytes, freeMegabytes));
        }
    }

    static void requireDisk(Path folder, long freeMegabytes, long neededMegabytes) {
        if (freeMegabytes < neededMegabytes) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "Millrace needs %d MB of free disk for %s, but there are %d MB; free some, or choose another folder with --data-dir"
                            .formatted(neededMegabytes, folder, freeMegabytes));
        }
    }

    static long freeDisk(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.getFileStore(folder).getUsableSpace() / MEGABYTE;
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "The folder %s cannot be used: %s; choose another with --data-dir".formatted(folder, Reason.of(e)),
                    e);
        }
    }

    /** Half of the memory that processes may still take, as the limit of a heap: what a large job may have. */
    public static String halfOfMemory() {
        long half = new FreeMemory(Path.of("/")).megabytes().orElse(2 * SMALLEST_HEAP) / 2;
        return Math.max(SMALLEST_HEAP, half) + "m";
    }
}
