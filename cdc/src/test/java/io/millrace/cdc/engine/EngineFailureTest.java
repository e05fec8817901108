package io.millrace.cdc.engine;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EngineFailureTest {
    private static FailureKind kindOf(Throwable failure) {
        return EngineFailure.of(failure).kind();
    }

    @Test
    void aFailureThatIsKnownStaysWhatItIs() {
        var known = new PipelineException(FailureKind.BROKER, "no broker");

        assertThat(EngineFailure.of(new IllegalStateException(known))).isSameAs(known);
    }

    @Test
    void logThatIsGoneIsALossAndNotTriedAgain() {
        assertThat(kindOf(new IOException(
                        "ERROR: can no longer get changes from replication slot \"millrace\"\n  Detail: invalidated")))
                .isEqualTo(FailureKind.DATA_LOSS);
        assertThat(kindOf(new IllegalStateException(new IOException(
                        "ERROR: requested WAL segment 000000010000000000000001 has already been removed"))))
                .isEqualTo(FailureKind.DATA_LOSS);
    }

    @Test
    void aCutConnectionIsTriedAgainAndAMistakeIsNot() {
        assertThat(kindOf(new IllegalStateException(new IOException("Connection reset")))
                        .retryable())
                .isTrue();
        assertThat(kindOf(new IllegalStateException(new NullPointerException("x"))))
                .isEqualTo(FailureKind.INTERNAL);
    }
}
