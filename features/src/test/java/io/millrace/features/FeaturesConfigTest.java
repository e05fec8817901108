package io.millrace.features;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeaturesConfigTest {
    @Test
    void defaultsFollowTheData() {
        FeaturesConfig config = FeaturesConfig.from(Settings.parse(""));

        assertThat(config)
                .isEqualTo(new FeaturesConfig(
                        Optional.empty(), Duration.ofDays(30), List.of("price_per_unit", "unit_price", "price"), 2000));
    }

    @Test
    void everyKeyReachesTheRecord() {
        FeaturesConfig config = FeaturesConfig.from(
                Settings.parse(
                        """
                features { as-of = "2011-12-10T00:00:00Z", recent-window = 7d, price-columns = [cost], items-per-part = 5 }
                """));

        assertThat(config)
                .isEqualTo(new FeaturesConfig(
                        Optional.of(Instant.parse("2011-12-10T00:00:00Z")), Duration.ofDays(7), List.of("cost"), 5));
    }

    @Test
    void nonsenseIsRefusedWithWhatIsExpected() {
        assertThatThrownBy(() -> FeaturesConfig.from(Settings.parse("features.as-of = tomorrow")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("must look like 2011-12-10T00:00:00Z");
        assertThatThrownBy(() -> FeaturesConfig.from(Settings.parse("features.recent-window = 0d")))
                .hasMessageContaining("longer than zero");
    }
}
