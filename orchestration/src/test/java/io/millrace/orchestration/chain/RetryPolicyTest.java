package io.millrace.orchestration.chain;

import io.millrace.contracts.process.FailureKind;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetryPolicyTest {
    private final RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(30), 3, Duration.ofMinutes(10));

    @Test
    void pausesGrowByTheFactorUpToTheLongest() {
        assertThat(policy.delayAfter(1, FailureKind.LAKE)).contains(Duration.ofSeconds(30));
        assertThat(policy.delayAfter(2, FailureKind.LAKE)).contains(Duration.ofSeconds(90));
        assertThat(policy.delayAfter(3, FailureKind.LAKE)).contains(Duration.ofSeconds(270));
        assertThat(policy.delayAfter(4, FailureKind.LAKE)).contains(Duration.ofMinutes(10));
    }

    @Test
    void thereIsNoAttemptAfterTheLast() {
        assertThat(policy.delayAfter(5, FailureKind.LAKE)).isEmpty();
    }

    @Test
    void exactlyTheKindsThatMayPassAreTriedAgain() {
        assertThat(Arrays.stream(FailureKind.values())
                        .filter(kind -> policy.delayAfter(1, kind).isPresent()))
                .containsExactly(
                        FailureKind.SOURCE,
                        FailureKind.BROKER,
                        FailureKind.LAKE,
                        FailureKind.ONLINE_STORE,
                        FailureKind.NOT_READY);
    }

    @Test
    void aPauseThatWouldOverflowIsTheLongest() {
        var patient = new RetryPolicy(10_000, Duration.ofSeconds(1), 10, Duration.ofHours(1));
        assertThat(patient.delayAfter(9_000, FailureKind.LAKE)).contains(Duration.ofHours(1));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, 1, Duration.ZERO))
                .hasMessage("orchestration.retry.attempts must be at least 1, but is 0");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ofSeconds(2), 1, Duration.ofSeconds(1)))
                .hasMessageContaining("longest-delay must not be shorter");
    }
}
