package io.millrace.ml;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Gate;
import io.millrace.ml.judge.NeighbourRule;
import io.millrace.ml.shadow.ShadowRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MlConfigTest {
    @Test
    void defaultsAreUsable() {
        MlConfig config = MlConfig.from(Settings.parse(""));

        assertThat(config.k()).isEqualTo(10);
        assertThat(config.testWindow()).isEmpty();
        assertThat(config.gate().enabled()).isTrue();
        assertThat(config.shadow().isAsked()).isFalse();
    }

    @Test
    void everyKeyReachesTheRecord() {
        MlConfig config = MlConfig.from(
                Settings.parse(
                        """
                ml {
                  als { rank = 3, regularization = 0.5, alpha = 2, iterations = 4, seed = 7, blocks = 5, checkpoint-interval = 6 }
                  evaluation { k = 20, test-share = 0.25, test-window = 30d, new-user-items = 2 }
                  gate { enabled = false, margin = 0.1, item-knn-margin = 0.2, current-margin = 0.3, certainty = 1, own-certainty = 1.5,
                         segment-tolerance = 0.4, min-users = 4 }
                  shadow { time = 2d, min-requests = 9, max-slowdown = 1.5 }
                  item-knn { neighbours = 5, shrinkage = 6, max-pairs = 7 }
                  recommendations = 12
                  items-per-part = 99
                  registry { keep = 2, ways-back = 3 }
                }
                """));

        assertThat(config)
                .isEqualTo(new MlConfig(
                        new AlsParameters(3, 0.5, 2, 4, 7, 5, 6),
                        20,
                        0.25,
                        Optional.of(Duration.ofDays(30)),
                        new Gate(
                                false,
                                "ndcg@20",
                                Map.of("popularity", 0.1, "item-knn", 0.2, "current", 0.3),
                                1,
                                1.5,
                                0.4,
                                4),
                        new ShadowRule(Duration.ofDays(2), 9, 1.5),
                        2,
                        new NeighbourRule(5, 6, 7),
                        12,
                        99,
                        2,
                        3));
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatThrownBy(() -> MlConfig.from(Settings.parse("ml.als.rank = 0")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("ml.als.rank must be at least 1");
        assertThatThrownBy(() -> MlConfig.from(Settings.parse("ml.evaluation.test-share = 1")))
                .hasMessageContaining("ml.evaluation.test-share must be between 0 and 1");
        assertThatThrownBy(() -> MlConfig.from(Settings.parse("ml.registry.ways-back = 0")))
                .hasMessageContaining("ml.registry.ways-back must be at least 1");
        assertThatThrownBy(() -> MlConfig.from(Settings.parse("ml.shadow.min-requests = 0")))
                .hasMessageContaining("ml.shadow.min-requests must be at least 1");
        assertThatThrownBy(() -> MlConfig.from(Settings.parse("ml.shadow.max-slowdown = 0.5")))
                .hasMessageContaining("ml.shadow.max-slowdown must be at least 1");
    }
}
