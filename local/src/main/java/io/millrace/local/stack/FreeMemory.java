package io.millrace.local.stack;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.testkit.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The memory that processes may still take: what the kernel calls available, and no more than is left of the limit that
 * a container sets.
 *
 * @param root where the files of the kernel are
 */
record FreeMemory(Path root) {
    private static final long MEGABYTE = 1024L * 1024;
    private static final long KILOBYTE = 1024;
    private static final Path VERSION_2 = Path.of("sys/fs/cgroup");
    private static final Path VERSION_1 = Path.of("sys/fs/cgroup/memory");

    /** Free megabytes; nothing where the kernel does not tell. */
    OptionalLong megabytes() {
        return Stream.of(
                        available(),
                        leftOfLimit(VERSION_2, "memory.max", "memory.current", "inactive_file"),
                        leftOfLimit(VERSION_1, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"))
                .flatMapToLong(OptionalLong::stream)
                .map(bytes -> bytes / MEGABYTE)
                .min();
    }

    private OptionalLong available() {
        return field(root.resolve("proc/meminfo"), "MemAvailable:")
                .map(kilobytes -> kilobytes * KILOBYTE)
                .findFirst();
    }

    /** Pages of files that were not used lately are counted as used, but the kernel takes them back before it kills. */
    private OptionalLong leftOfLimit(Path group, String limit, String used, String reclaimable) {
        Path folder = root.resolve(group);
        OptionalLong most = number(folder.resolve(limit));
        OptionalLong now = number(folder.resolve(used));
        if (most.isEmpty() || now.isEmpty()) {
            return OptionalLong.empty();
        }
        long files = field(folder.resolve("memory.stat"), reclaimable).sum();
        return OptionalLong.of(Math.max(0, most.getAsLong() - now.getAsLong() + files));
    }

    /** The number that a file consists of; nothing where it says "max" or is not there. */
    private static OptionalLong number(Path file) {
        return lines(file)
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static LongStream field(Path file, String name) {
        return lines(file)
                .map(line -> line.split("\\s+"))
                .filter(words -> words[0].equals(name))
                .mapToLong(words -> Long.parseLong(words[1]));
    }

    private static Stream<String> lines(Path file) {
        if (!Files.isReadable(file)) {
            return Stream.empty();
        }
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new PipelineException(FailureKind.ENVIRONMENT, "Cannot read %s: %s".formatted(file, Reason.of(e)), e);
        }
    }
}
