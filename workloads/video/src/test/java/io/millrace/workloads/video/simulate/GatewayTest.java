package io.millrace.workloads.video.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GatewayTest {
    private static final List<Event> EVENTS = List.of(new Event(
            "search", "e1", Json.mapper().createObjectNode().put("viewer", 3).put("query", "tea")));

    private final Deque<Integer> answers = new ArrayDeque<>();
    private final List<JsonNode> received = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private HttpServer server;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/events", exchange -> {
            received.add(Json.mapper().readTree(exchange.getRequestBody()));
            keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(answers.remove(), -1);
            exchange.close();
        });
        server.start();
        gateway =
                new Gateway(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Secret.of("of the test"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsNotTakenNowIsSentAgainUnderTheSameIds() throws InterruptedException {
        answers.addAll(List.of(429, 503, 202));

        gateway.send(EVENTS);

        assertThat(received).hasSize(3).containsOnly(received.get(0));
        assertThat(received.get(0).path("events").path(0).path("id").asText()).isEqualTo("e1");
        assertThat(keys).containsOnly("Bearer of the test");
    }

    @Test
    void whatIsWrongIsNotSentAgain() {
        answers.add(400);

        assertThatThrownBy(() -> gateway.send(EVENTS))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("does not take events: 400");
        assertThat(received).hasSize(1);
    }
}
