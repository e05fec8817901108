package io.millrace.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FreeMemoryTest {
    private static final long MEGABYTE = 1024 * 1024;

    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void kernelHas4000() throws IOException {
        write("proc/meminfo", "MemTotal:  8000000 kB\nMemFree:   1000 kB\nMemAvailable:    4096000 kB\n");
    }

    @Test
    void itIsWhatTheKernelCallsAvailable() throws IOException {
        assertThat(new FreeMemory(root).megabytes()).isEmpty();
        kernelHas4000();
        assertThat(new FreeMemory(root).megabytes()).hasValue(4000);
    }

    @Test
    void aContainerHasNoMoreThanIsLeftOfItsLimit() throws IOException {
        kernelHas4000();
        write("sys/fs/cgroup/memory.max", 2048 * MEGABYTE + "\n");
        write("sys/fs/cgroup/memory.current", 1048 * MEGABYTE + "\n");
        assertThat(new FreeMemory(root).megabytes()).hasValue(1000);
        write("sys/fs/cgroup/memory.stat", "file 7\ninactive_file " + 500 * MEGABYTE + "\nactive_file 3\n");
        assertThat(new FreeMemory(root).megabytes()).hasValue(1500);
    }

    @Test
    void aContainerOfTheOlderKindLikewise() throws IOException {
        kernelHas4000();
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", 3000 * MEGABYTE + "\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", 2000 * MEGABYTE + "\n");
        write("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file " + 200 * MEGABYTE + "\n");
        assertThat(new FreeMemory(root).megabytes()).hasValue(1200);
    }

    @Test
    void aContainerWithoutALimitHasWhatTheMachineHas() throws IOException {
        kernelHas4000();
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/memory.current", "1000\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "5000\n");
        assertThat(new FreeMemory(root).megabytes()).hasValue(4000);
    }
}
