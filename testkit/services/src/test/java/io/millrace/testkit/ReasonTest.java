package io.millrace.testkit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReasonTest {
    @Test
    void saysThatAccessWasDeniedWhereTheExceptionNamesOnlyTheFile() {
        assertThat(Reason.of(new AccessDeniedException("/data"))).isEqualTo("this user may not write /data");
    }

    @Test
    void repeatsWhatTheSystemSaid() {
        assertThat(Reason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
    }
}
