package io.millrace.gateway;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.gateway.http.WebOrigins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatewayConfigTest {
    @TempDir
    private Path folder;

    private String pipeline;

    @BeforeEach
    void write() throws IOException {
        Path file = folder.resolve("pipeline.yaml");
        Files.writeString(
                file,
                """
                source: {url: 'jdbc:postgresql://localhost/shop', user: u, tables: {public.users: {}}}
                recommend:
                  users: {table: public.users, id: id}
                  items: {table: public.users, id: id}
                  interactions: {buy: {table: public.users, user: id, item: id, at: id}}
                """);
        pipeline = "pipeline = \"%s\"\n".formatted(file);
    }

    @Test
    void theDefaultsAreOpenOnLoopbackAlone() {
        // When
        GatewayConfig config = config("");
        // Then
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.http().port()).isEqualTo(8606);
        assertThat(config.http().maxBatch()).isEqualTo(1000);
        assertThat(config.kafka().patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.rate().perSecond()).isZero();
        assertThatThrownBy(() -> config("http.host = \"0.0.0.0\""))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("gateway.keys is empty, but http.host is 0.0.0.0");
        assertThat(config("").answeredNames()).contains(Set.of());
    }

    @Test
    void whoeverMaySendMustAskByANameOfTheGateway() {
        String open = "http.host = \"0.0.0.0\", gateway.open-without-keys = true";
        assertThat(config(open).answeredNames()).isEmpty();
        assertThat(config(open + ", gateway.http.names = \"gateway events.internal\"")
                        .answeredNames())
                .contains(Set.of("gateway", "events.internal"));
        assertThat(config("gateway.keys = \"a events:write 0123456789abcdef\"").answeredNames())
                .isEmpty();
    }

    @Test
    void everyKeyReachesTheConfig() {
        // When
        GatewayConfig config = config(
                """
                kafka { bootstrap = "k:1", replication = 3 }
                http.host = "::1"
                gateway {
                  http { port = 1, max-body-bytes = 2, body-patience = 3s, body-grace = 1s, body-least-rate = 4000, in-flight-requests = 4
                         in-flight-bytes = 5, connections = 6, idle-timeout = 7s
                         origins = "https://shop.example http://localhost:3000" }
                  max-batch = 8, max-event-bytes = 9, patience = 10s, keys = "shop events:write 0123456789abcdef"
                  rate { events-per-second = 11.5, burst = 12 }
                  serving-url = "http://s:1"
                }
                """);
        // Then
        assertThat(config.http().origins())
                .isEqualTo(new WebOrigins(Set.of("https://shop.example", "http://localhost:3000")));
        assertThat(config.http().toString())
                .startsWith(
                        "HttpConfig[host=::1, port=1, maxBodyBytes=2, maxBatch=8, bodyPace=BodyPace[patience=PT3S, grace=PT1S, leastRate=4000],"
                                + " inFlightRequests=4, inFlightBytes=5, connections=6, idleTimeout=PT7S, origins=WebOrigins[");
        assertThat(config.kafka().bootstrap()).isEqualTo("k:1");
        assertThat(config.kafka().replication()).isEqualTo((short) 3);
        assertThat(config.kafka().patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.maxEventBytes()).isEqualTo(9);
        assertThat(config.keys()).hasToString("****");
        assertThat(config.serving()).hasToString("http://s:1");
        assertThat(config.rate()).isEqualTo(new GatewayConfig.Rate(11.5, 12));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> config("gateway.http.in-flight-bytes = 1"))
                .hasMessageContaining(
                        "gateway.http.in-flight-bytes must be at least twice gateway.http.max-body-bytes");
        assertThatThrownBy(() -> config("gateway.max-event-bytes = 2000000"))
                .hasMessageContaining("gateway.max-event-bytes must be from 1 to 1000000");
        assertThatThrownBy(() -> config("http.host = \"0.0.0.0\", gateway.keys = \";\""))
                .hasMessageContaining("gateway.keys is empty");
        assertThatThrownBy(() -> config("gateway.http.origins = \"https://Shop.example/\""))
                .hasMessageContaining("gateway.http.origins has 'https://Shop.example/'");
        assertThatThrownBy(() ->
                        config("gateway.http.origins = \"*\", gateway.keys = \"a events:write 0123456789abcdef\""))
                .hasMessageContaining("gateway.http.origins is *, but there are keys");
        assertThat(config("gateway.http.origins = \"*\"").http().origins().areAny())
                .isTrue();
        assertThatThrownBy(() -> config("gateway.patiense = 1s"))
                .hasMessage("Unknown setting 'gateway.patiense'. Did you mean 'gateway.patience'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8600", "serving", "ftp://serving", "http://127.0.0.1:70000", "http:///v1", ""})
    void whatIsNoAddressOfServingIsRefused(String url) {
        assertThatThrownBy(() -> config("gateway.serving-url = \"%s\"".formatted(url)))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("gateway.serving-url");
    }

    private GatewayConfig config(String settings) {
        return GatewayConfig.from(Settings.parse(pipeline + settings));
    }
}
