package io.millrace.testkit.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much of the machine's memory a process and its children hold. */
public final class ProcessMemory {
    private static final int BYTES_PER_KILOBYTE = 1024;
    private static final Path PROCESSES = Path.of("/proc");
    private static final boolean LISTS_CHILDREN = Files.exists(PROCESSES.resolve("thread-self/children"));

    private ProcessMemory() {}

    /**
     * Bytes in use by the process and everything it started, shared pages counted once; empty when it has ended or when
     * the system does not tell.
     */
    public static OptionalLong bytes(long pid) {
        List<Long> family = family(pid);
        boolean shares = family.size() > 1;
        long sum = family.stream().mapToLong(member -> own(member, shares)).sum();
        return sum == 0 ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /** A process and all below it. */
    private static List<Long> family(long pid) {
        List<Long> family = new ArrayList<>();
        if (LISTS_CHILDREN) {
            collect(pid, family);
        } else {
            // Reads every process of the machine for each that asks.
            ProcessHandle.of(pid).ifPresent(handle -> Stream.concat(Stream.of(handle), handle.descendants())
                    .forEach(member -> family.add(member.pid())));
        }
        return family;
    }

    private static void collect(long pid, List<Long> family) {
        family.add(pid);
        for (Path thread : threads(pid)) {
            for (String child : read(thread.resolve("children")).split(" ")) {
                if (!child.isBlank()) {
                    collect(Long.parseLong(child.strip()), family);
                }
            }
        }
    }

    private static List<Path> threads(long pid) {
        List<Path> threads = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process(pid).resolve("task"))) {
            tasks.forEach(threads::add);
        } catch (IOException | DirectoryIteratorException e) {
            // It has ended meanwhile, and holds nothing.
            return List.of();
        }
        return threads;
    }

    private static long own(long pid, boolean shares) {
        // Each of Postgres' processes maps the same shared buffers. To tell the shares apart the system walks through
        // all
        // pages, and keeps the process from its memory meanwhile: not where nothing is shared.
        long proportional = shares ? kilobytes(read(process(pid).resolve("smaps_rollup")), "Pss:") : 0;
        return proportional > 0 ? proportional : kilobytes(read(process(pid).resolve("status")), "VmRSS:");
    }

    private static Path process(long pid) {
        return PROCESSES.resolve(Long.toString(pid));
    }

    private static long kilobytes(String text, String field) {
        return text.lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KILOBYTE)
                .findFirst()
                .orElse(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            // The process has ended meanwhile, or the system does not tell.
            return "";
        }
    }
}
