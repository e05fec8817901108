package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.Secret;
import io.millrace.gateway.http.BodyPace;
import io.millrace.gateway.http.HttpConfig;
import io.millrace.gateway.http.WebOrigins;
import io.millrace.gateway.intake.FakeEventLog;
import io.millrace.gateway.kafka.KafkaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway on a log in memory, and a client of it that holds every answer to the description. */
final class RunningGateway implements AutoCloseable {
    static final String EVENTS = "/v1/events";
    static final String FEEDBACK = "/v1/feedback";
    /** An event, in single quotes. */
    static final String PLAY = "{'type':'play','id':'a','data':{'user':'u1','seconds':3}}";

    static final GatewayConfig.Rate NO_LIMIT = new GatewayConfig.Rate(0, 1);
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final Pipeline PIPELINE = PipelineFile.parse(
            """
            name: video
            source:
              url: jdbc:postgresql://localhost:5432/video
              user: millrace
              partitions: 1
              tables: {public.users: {}, public.titles: {}}
            recommend:
              users: {table: public.users, id: id}
              items: {table: public.titles, id: id}
              interactions:
                play: {table: public.titles, user: id, item: id, at: id}
            events:
              play:
                fields: {user: {type: string, required: true}, seconds: integer, begun: timestamp}
                key: user
                at: begun
            """,
            name -> null);
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonNode description;
    private String key = "";

    private RunningGateway(Gateway gateway) {
        this.gateway = gateway;
        gateway.start();
        this.description = read(send("GET", "/openapi.json", null, "").body());
    }

    /** How much is taken on, in small numbers. */
    static HttpConfig http(int inFlightRequests, Duration bodyPatience) {
        return http(inFlightRequests, new BodyPace(bodyPatience, Duration.ZERO, 0));
    }

    static HttpConfig http(int inFlightRequests, BodyPace pace) {
        return new HttpConfig(
                "127.0.0.1",
                0,
                10_000,
                5,
                pace,
                inFlightRequests,
                100_000,
                100,
                Duration.ofSeconds(30),
                new WebOrigins(Set.of("https://shop.example")));
    }

    static RunningGateway on(FakeEventLog log) {
        return on(log, "", NO_LIMIT);
    }

    static RunningGateway on(FakeEventLog log, String keys, GatewayConfig.Rate rate) {
        return on(log, http(10, Duration.ofSeconds(30)), keys, rate);
    }

    static RunningGateway on(FakeEventLog log, HttpConfig http, String keys, GatewayConfig.Rate rate) {
        var config = new GatewayConfig(
                PIPELINE,
                new KafkaConfig("nowhere:1", (short) 1, Duration.ofSeconds(1), 1),
                http,
                1_000,
                Secret.of(keys),
                false,
                Set.of("events.internal"),
                rate,
                URI.create("http://nowhere"));
        var kafka = new Gateway.Surroundings(
                log, log::problem, log::problem, "m1"::equals, () -> {}, new CompletableFuture<Void>(), () -> {});
        return new RunningGateway(new Gateway(config, kafka, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    /** Sends this key from now on; an empty one is none. */
    RunningGateway withKey(String another) {
        key = another;
        return this;
    }

    int port() {
        return gateway.port();
    }

    HttpResponse<String> get(String path) {
        return described(path, "get", send("GET", path, null, ""));
    }

    /** Posts JSON that is written with single quotes. */
    HttpResponse<String> post(String path, String body) {
        return post(path, body, "application/json");
    }

    HttpResponse<String> post(String path, String body, String type) {
        return described(path, "post", send("POST", path, body.replace('\'', '"'), type));
    }

    /** Sends without waiting for the answer. */
    CompletableFuture<HttpResponse<String>> sendEvents(String body) {
        return client.sendAsync(
                request("POST", EVENTS, body.replace('\'', '"'), "application/json"), BodyHandlers.ofString());
    }

    /** Sends headers that the client of Java does not, and returns the whole answer. */
    String raw(String method, String path, Map<String, String> headers, String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var request = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, path));
        Map<String, String> all = new HashMap<>(Map.of(
                "Host",
                "localhost",
                "Connection",
                "close",
                "Content-Type",
                "application/json",
                "Content-Length",
                String.valueOf(bytes.length)));
        all.putAll(headers);
        all.forEach((name, value) -> request.append("%s: %s\r\n".formatted(name, value)));
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> send(String method, String path, String body, String type) {
        try {
            return client.send(request(method, path, body, type), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String body, String type) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(DEADLINE);
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }

    private HttpResponse<String> described(String path, String method, HttpResponse<String> answer) {
        JsonNode response = description
                .at("/paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(String.valueOf(answer.statusCode()));
        assertThat(response.isObject()).as("%s %s", path, answer).isTrue();
        response.path("headers").fieldNames().forEachRemaining(name -> assertThat(
                        answer.headers().firstValue(name))
                .isPresent());
        String type = Optional.of(answer.headers().firstValue("Content-Type").orElseThrow())
                .map(value -> value.replaceAll(";.*", ""))
                .orElseThrow();
        assertThat(response.path("content").has(type)).as(type).isTrue();
        if (type.endsWith("json")) {
            assertFits(response.path("content").path(type).path("schema"), read(answer.body()));
        }
        return answer;
    }

    /** Holds a value to a schema of the description. */
    void assertFits(JsonNode schema, JsonNode value) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.setAll((ObjectNode) schema);
        document.set("components", description.get("components"));
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(document)
                        .validate(value))
                .as(value.toString())
                .isEmpty();
    }

    JsonNode description() {
        return description;
    }

    static JsonNode read(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        gateway.close();
    }
}
