package io.millrace.serving;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.serving.store.RedisOnlineStore;
import io.millrace.serving.store.RedisPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisFaultsIT {
    private static final int ITEMS = 300;
    /** More than the service takes on. */
    private static final int CLIENTS = 8;

    private static final OnlineKeys KEYS = new OnlineKeys("faults");

    private static void publish(RedisPublisher publisher, int version) {
        Samples.publishFeatures(publisher, "f" + version, ITEMS, Map.of("1", Samples.user("i0", "i2")));
        publisher.publish(
                Samples.manifest("m" + version, ITEMS, 2),
                List.of(Samples.factors(0, 100), Samples.factors(100, ITEMS)));
    }

    @Test
    void modelsChangeAndRedisDiesUnderTooMuchLoadWhileEveryAnswerStaysAllowed() throws Exception {
        var requests = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofMillis(300), 16);
        var loading = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofSeconds(5), 1);
        var following = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofSeconds(5), 1);
        var answers = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofMillis(300), 4);
        var over = new AtomicBoolean();
        var answered = new AtomicInteger();
        var clients = Executors.newFixedThreadPool(CLIENTS);
        try (var service = RunningService.on(
                new Serving.Stores(requests, loading, following, answers), RunningService.limited(2, 4))) {
            // Given
            try (var publisher = new RedisPublisher(RedisStack.uri(), KEYS)) {
                publish(publisher, 0);
            }
            service.holding("f0", "m0");
            List<Future<?>> asking = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                asking.add(clients.submit(() -> askUntil(over, service, answered)));
            }
            // When
            try (var publisher = new RedisPublisher(RedisStack.uri(), KEYS)) {
                for (int version = 1; version < 6; version++) {
                    publish(publisher, version);
                    service.holding("f" + version, "m" + version);
                }
            }
            RedisStack.redis().kill();
            RunningService.eventually(() ->
                    service.json("/v1/users/1/recommendations").at("/stale").asBoolean());
            int beforeIt = answered.get();
            RunningService.eventually(() -> answered.get() > beforeIt + CLIENTS);
            RedisStack.redis();
            try (var publisher = new RedisPublisher(RedisStack.uri(), KEYS)) {
                publish(publisher, 9);
            }
            service.holding("f9", "m9");
            RunningService.eventually(() -> service.json("/v1/users/1/recommendations")
                    .at("/path")
                    .asText()
                    .equals("personal"));
            // While more answers are waiting to be kept, one is not there at once.
            over.set(true);
            RunningService.eventually(() -> isExplained(service));
            // Then
            for (Future<?> one : asking) {
                one.get();
            }
        } finally {
            over.set(true);
            clients.shutdownNow();
        }
    }

    private static boolean isExplained(RunningService service) {
        String response =
                service.json("/v1/users/1/recommendations").at("/responseId").asText();
        return service.get("/v1/explanations/" + response).statusCode() == 200;
    }

    private static void askUntil(AtomicBoolean over, RunningService service, AtomicInteger answered) {
        while (!over.get()) {
            for (String path : List.of(
                    "/v1/users/1/recommendations",
                    "/v1/users/1/recommendations?diversity=0.5&category=even",
                    "/v1/items/i2/similar",
                    "/v1/items/popular",
                    "/v1/items/trending")) {
                requireItems(service.get(path), "/items", answered);
            }
            requireItems(service.post("/v1/sessions/recommendations", "{\"items\": [\"i1\"]}"), "/items", answered);
            requireItems(service.post("/v1/recommendations", "{\"users\": [\"1\"]}"), "/lists/0/items", answered);
            // These have no answer without the store.
            isAnswer(service.get("/v1/users/1/features"));
            isAnswer(service.get("/v1/users/1/because-you-bought"));
        }
    }

    private static void requireItems(HttpResponse<String> answer, String items, AtomicInteger answered) {
        if (isAnswer(answer)) {
            assertThat(RunningService.read(answer).at(items)).hasSize(10);
            answered.incrementAndGet();
        }
    }

    /** Whether there was an answer; else it was put off, which may happen to any. */
    private static boolean isAnswer(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503);
        assertThat(answer.body()).doesNotContain("127.0.0.1");
        if (answer.statusCode() == 503) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        return answer.statusCode() == 200;
    }
}
