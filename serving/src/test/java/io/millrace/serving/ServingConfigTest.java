package io.millrace.serving;

import io.millrace.contracts.online.Damping;
import io.millrace.contracts.process.Settings;
import io.millrace.serving.recommend.AnswerLog;
import io.millrace.serving.view.FacetNames;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServingConfigTest {
    private static final String NAME = "serving.pipeline-name = shop\n";

    @Test
    void theDefaultsAreUsable() {
        ServingConfig config = ServingConfig.from(Settings.parse(NAME));
        assertThat(config.pipeline()).isEqualTo("shop");
        assertThat(config.poll()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8600);
    }

    @Test
    void everyKeyReachesTheRecord() {
        ServingConfig config = ServingConfig.from(
                Settings.parse(
                        NAME
                                + """
                redis.url = "redis://other:1"
                http.host = "0.0.0.0"
                damping { strength = 0.5, half-life = 1d, remembered = 7 }
                serving {
                  poll = 2s
                  position-patience = 1ms
                  attributes { category = genre, price = list_price }
                  explanations { answers = 11, largest-bytes = 13, age = 12m }
                  shadow.per-second = 14
                  redis { timeout = 3ms, load-timeout = 4s }
                  http { port = 5, concurrent = 6, queue = 7, patience = 8ms, connections = 9, idle-timeout = 10s }
                }
                """));
        assertThat(config.redis()).isEqualTo(URI.create("redis://other:1"));
        assertThat(config.poll()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.positionPatience()).isEqualTo(Duration.ofMillis(1));
        assertThat(config.facets()).isEqualTo(new FacetNames("genre", "list_price"));
        assertThat(config.answers()).isEqualTo(new AnswerLog.Limits(11, 13, Duration.ofMinutes(12)));
        assertThat(config.shadowed()).isEqualTo(14);
        assertThat(config.damping()).isEqualTo(new Damping(0.5, Duration.ofDays(1), 7));
        assertThat(config.redisTimeout()).isEqualTo(Duration.ofMillis(3));
        assertThat(config.loadTimeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.http().toString())
                .isEqualTo("HttpConfig[host=0.0.0.0, port=5, concurrent=6, queue=7, patience=PT0.008S,"
                        + " connections=9, idleTimeout=PT10S]");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> ServingConfig.from(Settings.parse(NAME + "serving.http.concurrent = 0")))
                .hasMessage("serving.http.concurrent must be at least 1, but is 0");
        assertThatThrownBy(() -> ServingConfig.from(Settings.parse(NAME + "serving.poll = 0s")))
                .hasMessageStartingWith("serving.poll must be longer than zero");
        assertThatThrownBy(() -> ServingConfig.from(Settings.parse(NAME + "serving.explanations.answers = -1")))
                .hasMessage("serving.explanations.answers must not be negative, but is -1");
        assertThatThrownBy(() -> ServingConfig.from(Settings.parse(NAME + "serving.explanations.largest-bytes = 0")))
                .hasMessage("serving.explanations.largest-bytes must be at least 1, but is 0");
        assertThatThrownBy(() -> ServingConfig.from(Settings.parse(NAME + "serving.shadow.per-second = 0")))
                .hasMessage("serving.shadow.per-second must be from 1 to 1000, but is 0");
        assertThatThrownBy(() -> ServingConfig.from(Settings.parse(NAME + "serving.position-patience = 10s")))
                .hasMessageStartingWith("serving.position-patience must be shorter than serving.http.idle-timeout");
    }
}
