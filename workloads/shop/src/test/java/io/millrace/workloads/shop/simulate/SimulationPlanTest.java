package io.millrace.workloads.shop.simulate;

import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SimulationPlanTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1_001, Double.NaN})
    void aRateThatMakesNoSenseIsRefused(double rate) {
        assertThatThrownBy(() -> new SimulationPlan(rate, 1, Optional.empty(), true))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("--rate must be more than 0");
    }

    @Test
    void aRateBecomesAPause() {
        assertThat(new SimulationPlan(4, 1, Optional.empty(), true).pause()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void countsAddUpAndReadWell() {
        // When
        SimulationCounts counts = SimulationCounts.none()
                .plus(ShopEvent.NEW_USER)
                .plus(ShopEvent.ORDER)
                .plus(ShopEvent.ORDER);

        // Then
        assertThat(counts.of(ShopEvent.ORDER)).isEqualTo(2);
        assertThat(counts.of(ShopEvent.EDIT)).isZero();
        assertThat(counts).hasToString("order 2, new user 1");
    }
}
