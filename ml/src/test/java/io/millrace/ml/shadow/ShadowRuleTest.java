package io.millrace.ml.shadow;

import io.millrace.contracts.online.ShadowCounts;
import io.millrace.ml.registry.Shadow;
import io.millrace.ml.shadow.ShadowRule.Decision;
import io.millrace.ml.shadow.ShadowRule.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShadowRuleTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = SINCE.plus(Duration.ofHours(1));
    private static final ShadowCounts FINE = new ShadowCounts(100, 0, 0, 800, 1000, 200, 100);

    private final ShadowRule rule = new ShadowRule(Duration.ofHours(1), 100, 2);

    private Outcome judge(ShadowCounts counts, Instant now) {
        return rule.judge(new Shadow("m2", 1, SINCE, Optional.empty()), counts, now);
    }

    @Test
    void whatDidWellForLongEnoughIsPromoted() {
        Outcome outcome = judge(FINE, END);

        assertThat(outcome.decision()).isEqualTo(Decision.PROMOTED);
        assertThat(outcome.reason())
                .isEqualTo("100 requests, of its items 80 % are also the current model's,"
                        + " and it took 2.00 times as long");
    }

    @Test
    void beforeItsTimeIsOverItGoesOn() {
        assertThat(judge(FINE, END.minusMillis(1)))
                .isEqualTo(new Outcome(Decision.GOES_ON, "its time is over at 2026-01-01T01:00:00Z"));
    }

    @Test
    void withTooFewRequestsItGoesOn() {
        assertThat(judge(new ShadowCounts(99, 0, 0, 800, 990, 100, 100), END.plus(Duration.ofDays(9))))
                .isEqualTo(new Outcome(
                        Decision.GOES_ON, "it has ranked for 99 requests, 100 are needed (ml.shadow.min-requests)"));
    }

    @Test
    void anErrorOrWhatIsNoNumberFailsAtOnce() {
        assertThat(judge(FINE.plus(ShadowCounts.ofFailure()), SINCE).decision()).isEqualTo(Decision.FAILED);
        assertThat(judge(FINE.plus(ShadowCounts.ofNoNumbers()), SINCE))
                .isEqualTo(new Outcome(Decision.FAILED, "0 of its rankings failed and 1 came to no numbers"));
    }

    @Test
    void whatIsMuchSlowerFails() {
        assertThat(judge(new ShadowCounts(100, 0, 0, 800, 1000, 201, 100), END))
                .isEqualTo(new Outcome(
                        Decision.FAILED,
                        "100 requests, of its items 80 % are also the current model's, and it took 2.01 times as long;"
                                + " ml.shadow.max-slowdown allows 2.0"));
        assertThat(judge(new ShadowCounts(100, 0, 0, 0, 0, 0, 0), END).decision())
                .isEqualTo(Decision.FAILED);
    }
}
