package io.millrace.testkit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonTest {
    @Test
    void saysThatAccessWasDeniedWhereTheExceptionNamesOnlyTheFile() {
        assertThat(Reason.of(new AccessDeniedException("/data"))).isEqualTo("this user may not write /data");
    }

    @Test
    void saysWhatIsWrongWithAFolder() {
        assertThat(Reason.of(new NoSuchFileException("/proc/x")))
                .isEqualTo("/proc/x does not exist and cannot be made");
        assertThat(Reason.of(new FileAlreadyExistsException("/data"))).isEqualTo("/data is a file, not a folder");
        assertThat(Reason.of(new FileSystemException("/data/x", null, "Read-only file system")))
                .isEqualTo("Read-only file system");
    }

    @Test
    void repeatsWhatTheSystemSaid() {
        assertThat(Reason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
    }
}
