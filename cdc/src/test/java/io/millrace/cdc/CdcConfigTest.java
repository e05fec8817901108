package io.millrace.cdc;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CdcConfigTest {
    @Test
    void everythingHasADefault() {
        CdcConfig config = CdcConfig.from(Settings.parse(""));

        assertThat(config.httpPort()).isEqualTo(8601);
        assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.offsetFlush()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void everyKeyReachesTheRecord() {
        CdcConfig config = CdcConfig.from(
                Settings.parse(
                        """
                        http.host = "0.0.0.0"
                        kafka { bootstrap = "k:9092", replication = 3 }
                        cdc {
                          http.port = 1, heartbeat = 3s, catalog.interval = 13s, progress = 4s, offset-flush = 5s, reconnect-for = 6s, answer-within = 14s, retention = 7d
                          max-record-bytes = 8000000, queue-bytes = 9, batch = 10, reload { parallelism = 11, range-bytes = 12 }, resync-after-loss = true
                        }
                        """));

        assertThat(config)
                .isEqualTo(new CdcConfig(
                        "0.0.0.0",
                        1,
                        "k:9092",
                        (short) 3,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(13),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(14),
                        Duration.ofDays(7),
                        8_000_000,
                        9,
                        10,
                        11,
                        12,
                        true));
    }

    @Test
    void nonsenseIsRefusedWithItsKey() {
        assertThatThrownBy(() -> CdcConfig.from(Settings.parse("cdc.heartbeat = 0s")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("cdc.heartbeat must be longer than zero");
        assertThatThrownBy(() -> CdcConfig.from(Settings.parse("cdc.max-record-bytes = 5")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("cdc.max-record-bytes");
        assertThatThrownBy(() -> CdcConfig.from(Settings.parse("cdc.answer-within = 10ms")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("cdc.answer-within must be at least a second");
    }
}
