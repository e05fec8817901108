package io.millrace.contracts.process;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProcessEndpointTest {
    private final AtomicReference<Optional<String>> notReady = new AtomicReference<>(Optional.of("no model"));
    private final ProcessEndpoint endpoint =
            ProcessEndpoint.open("127.0.0.1", 0, notReady::get, () -> Map.of("phase", "running"));

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void readinessSaysWhyNotUntilItIs() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("no model");
        notReady.set(Optional.empty());
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void statusAndMetricsAreShown() throws Exception {
        endpoint.metrics().counter("changes").increment(3);
        assertThat(get("/status").body()).isEqualTo("{\"phase\":\"running\"}");
        assertThat(get("/metrics").body()).contains("changes_total 3.0", "jvm_memory_used_bytes");
    }

    @Test
    void aFailureAnswersWithTheStatusOfItsKind() throws Exception {
        endpoint.route("/fail", request -> {
            throw new PipelineException(FailureKind.NOT_READY, "come back later");
        });
        HttpResponse<String> answer = get("/fail?a=b%20c");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("come back later");
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(() -> ProcessEndpoint.open("127.0.0.1", endpoint.port(), Optional::empty, Map::of))
                .hasMessageContaining("The port " + endpoint.port())
                .hasMessageContaining("is taken");
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
