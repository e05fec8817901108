package io.millrace.ml.evaluate;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GateTest {
    private static final Gate GATE = new Gate(true, "ndcg@10", 0.1, 0.2, 20);

    private static Evaluation evaluation(long users, double model, double popular) {
        return new Evaluation(users, Map.of("ndcg@10", model), Map.of("ndcg@10", popular));
    }

    @Test
    void aModelThatBeatsPopularityByTheMarginPasses() {
        assertThat(GATE.judge(evaluation(50, 0.12, 0.1), Optional.empty()).accepted())
                .isTrue();
    }

    @Test
    void aModelWithinTheMarginOfPopularityIsRejectedWithTheNumbers() {
        Verdict verdict = GATE.judge(evaluation(50, 0.105, 0.1), Optional.empty());

        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.reason())
                .isEqualTo("ndcg@10 is 0.1050 and must exceed 0.1100, popularity's 0.1000 with the margin");
    }

    @Test
    void aModelFarBelowTheCurrentOneIsRejected() {
        Optional<Map<String, Double>> current = Optional.of(Map.of("ndcg@10", 0.2));

        assertThat(GATE.judge(evaluation(50, 0.161, 0.1), current).accepted()).isTrue();
        assertThat(GATE.judge(evaluation(50, 0.159, 0.1), current).accepted()).isFalse();
    }

    @Test
    void tooFewUsersJudgeNothing() {
        assertThat(GATE.judge(evaluation(19, 0.9, 0.1), Optional.empty()).reason())
                .contains("only 19 users");
    }

    @Test
    void nothingIsBetterThanNothingOnlyWhereTheGateIsOpen() {
        assertThat(GATE.judge(evaluation(20, 0, 0), Optional.empty()).accepted())
                .isFalse();
        assertThat(new Gate(false, "ndcg@10", 0, 0, 20)
                        .judge(evaluation(0, 0, 0), Optional.empty())
                        .accepted())
                .isTrue();
    }
}
