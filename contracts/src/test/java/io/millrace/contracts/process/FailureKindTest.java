package io.millrace.contracts.process;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureKindTest {

    @Test
    void eachKindIsKnownAgainByItsExitCode() {
        assertThat(FailureKind.values()).allSatisfy(kind -> assertThat(FailureKind.ofExitCode(kind.exitCode()))
                .isEqualTo(kind));
        assertThat(Arrays.stream(FailureKind.values()).map(FailureKind::exitCode))
                .doesNotHaveDuplicates();
    }

    @Test
    void anExitCodeOfNobodysIsInternal() {
        assertThat(FailureKind.ofExitCode(137)).isEqualTo(FailureKind.INTERNAL);
    }
}
