package io.millrace.testkit.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessIdentityTest {
    private final long self = ProcessHandle.current().pid();

    @Test
    void survivesAsALineOfText() {
        // Given
        ProcessIdentity identity = ProcessIdentity.of(self).orElseThrow();

        // Then
        assertThat(ProcessIdentity.parse(identity.line() + "\n")).contains(identity);
        assertThat(identity.isAlive()).isTrue();
    }

    @Test
    void differsFromAnEarlierProcessOfTheSameNumber() {
        assertThat(new ProcessIdentity(self, "an earlier birth").isAlive()).isFalse();
    }

    @Test
    void isEmptyForANumberThatNoProcessHas() {
        assertThat(ProcessIdentity.of(Integer.MAX_VALUE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "x y", "-1 b", "99999999999999999999 b"})
    void isEmptyForAHalfWrittenLine(String line) {
        assertThat(ProcessIdentity.parse(line)).isEmpty();
    }
}
