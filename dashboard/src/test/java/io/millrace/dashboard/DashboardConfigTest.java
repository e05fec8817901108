package io.millrace.dashboard;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.dashboard.access.Role;
import io.millrace.dashboard.upstream.Upstreams;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DashboardConfigTest {
    private static final String VIEWER = "viewer-viewer-viewer";
    private static final String OPERATOR = "operator-operator-operator";

    private static DashboardConfig of(String settings) {
        return DashboardConfig.from(Settings.parse(settings));
    }

    @Test
    void defaultsAreThoseOfAStackOnThisMachine() {
        DashboardConfig config = of("");
        assertThat(config.http().port()).isEqualTo(8607);
        assertThat(config.http().isLoopback()).isTrue();
        assertThat(config.poll()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.figuresPoll()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.redis()).isEqualTo(URI.create("redis://localhost:8613"));
        assertThat(config.keys().isOpen()).isTrue();
        assertThat(config.upstreams())
                .isEqualTo(new Upstreams(
                        URI.create("http://127.0.0.1:8601"),
                        URI.create("http://127.0.0.1:8606"),
                        URI.create("http://127.0.0.1:8602"),
                        URI.create("http://127.0.0.1:8605"),
                        URI.create("http://127.0.0.1:8600"),
                        URI.create("http://127.0.0.1:8603")));
    }

    @Test
    void everyKeyReachesTheDashboard() {
        DashboardConfig config = of(
                """
                http.host = 0.0.0.0
                redis.url = "redis://r:1"
                dashboard {
                  http { port = 1, connections = 2, idle-timeout = 3s }
                  poll = 4s
                  figures-poll = 7s
                  patience = 5s
                  readers = 6
                  keys { viewer = %s, operator = %s, shared = "ann dashboard:view 0123456789abcdef" }
                  cdc-url = "http://a", gateway-url = "http://g", lakehouse-url = "http://b", streaming-url = "http://c"
                  serving-url = "http://d", orchestration-url = "http://e"
                }
                """
                        .formatted(VIEWER, OPERATOR));
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
        assertThat(config.http().port()).isEqualTo(1);
        assertThat(config.http().connections()).isEqualTo(2);
        assertThat(config.http().idleTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.poll()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.figuresPoll()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.redis()).isEqualTo(URI.create("redis://r:1"));
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.readers()).isEqualTo(6);
        assertThat(config.keys().ofKey(VIEWER)).hasValue(Role.VIEWER);
        assertThat(config.keys().ofKey(OPERATOR)).hasValue(Role.OPERATOR);
        assertThat(config.keys().ofKey("0123456789abcdef")).hasValue(Role.VIEWER);
        assertThat(config.upstreams())
                .isEqualTo(new Upstreams(
                        URI.create("http://a"),
                        URI.create("http://g"),
                        URI.create("http://b"),
                        URI.create("http://c"),
                        URI.create("http://d"),
                        URI.create("http://e")));
    }

    @Test
    void withoutKeysItIsNotOpenToTheNetwork() {
        assertThatThrownBy(() -> of("http.host = 0.0.0.0"))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("would be open to the network on 0.0.0.0")
                .hasMessageContaining("MILLRACE_DASHBOARD_KEYS_OPERATOR");
    }

    @Test
    void keyThatCanBeGuessedIsRefusedAndNotPrinted() {
        assertThatThrownBy(() -> of("dashboard.keys.operator = guess"))
                .hasMessageContaining("dashboard.keys.operator must have at least 16 characters")
                .hasMessageNotContaining("guess");
    }

    @Test
    void viewersCannotHaveTheOperatorsKey() {
        assertThatThrownBy(() -> of("dashboard.keys { viewer = %s, operator = %s }".formatted(VIEWER, VIEWER)))
                .hasMessageContaining("are the same");
    }

    @Test
    void timesOfNothingAreRefused() {
        assertThatThrownBy(() -> of("dashboard.poll = 0s")).hasMessageContaining("dashboard.poll must be longer");
        assertThatThrownBy(() -> of("redis.url = \"http://r:1\"")).hasMessageContaining("redis.url must look like");
        assertThatThrownBy(() -> of("dashboard.readers = 0")).hasMessageContaining("dashboard.readers");
    }
}
