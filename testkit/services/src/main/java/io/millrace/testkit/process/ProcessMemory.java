package io.millrace.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How much of the machine's memory a process and its children hold. */
public final class ProcessMemory {
    private static final int BYTES_PER_KILOBYTE = 1024;

    private ProcessMemory() {}

    /**
     * Bytes in use by the process and everything it started, shared pages counted once; empty when it has ended or when
     * the system does not tell.
     */
    public static OptionalLong bytes(long pid) {
        LongStream pids = ProcessHandle.of(pid).stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .mapToLong(ProcessHandle::pid);
        long[] each = pids.map(ProcessMemory::own).filter(bytes -> bytes > 0).toArray();
        return each.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(LongStream.of(each).sum());
    }

    private static long own(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        // The proportional size first: each of Postgres' processes maps the same shared buffers.
        long proportional = kilobytes(process.resolve("smaps_rollup"), "Pss:");
        return proportional > 0 ? proportional : kilobytes(process.resolve("status"), "VmRSS:");
    }

    private static long kilobytes(Path file, String field) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KILOBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
