package io.millrace.testkit.process;

import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessMemoryTest {
    private static final long MEGABYTE = 1 << 20;

    @Test
    void whatAChildHoldsCountsAndAProcessThatHasEndedHoldsNothing() throws Exception {
        // Given a shell, which is small, and its child that holds some megabytes
        Process shell =
                new ProcessBuilder("/bin/sh", "-c", "head -c 40000000 /dev/zero | sort | sleep 60 & read line").start();
        try {
            // Then
            Awaitility.await().untilAsserted(() -> assertThat(
                            ProcessMemory.bytes(shell.pid()).orElse(0))
                    .isGreaterThan(30 * MEGABYTE));
        } finally {
            // When
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
        // Then
        assertThat(ProcessMemory.bytes(shell.pid())).isEqualTo(OptionalLong.empty());
    }
}
