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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisFaultsIT {
    private static final int ITEMS = 300;
    private static final OnlineKeys KEYS = new OnlineKeys("faults");

    private static void publish(RedisPublisher publisher, int version) {
        publisher.publish(
                Samples.features("f" + version, 1),
                List.of(Samples.items(0, ITEMS)),
                Map.of("1", Samples.user("i0", "i2")));
        publisher.publish(
                Samples.manifest("m" + version, ITEMS, 2),
                List.of(Samples.factors(0, 100), Samples.factors(100, ITEMS)));
    }

    @Test
    void modelsChangeAndRedisDiesWhileEveryAnswerStaysAllowed() throws Exception {
        var requests = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofMillis(300), 16);
        var loading = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofSeconds(5), 1);
        var following = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofSeconds(5), 1);
        var over = new AtomicBoolean();
        var clients = Executors.newFixedThreadPool(4);
        try (var service =
                RunningService.on(new Serving.Stores(requests, loading, following), RunningService.usual())) {
            // Given
            try (var publisher = new RedisPublisher(RedisStack.uri(), KEYS)) {
                publish(publisher, 0);
            }
            service.holding("f0", "m0");
            List<Future<Integer>> answers = new ArrayList<>();
            for (int client = 0; client < 4; client++) {
                answers.add(clients.submit(() -> askUntil(over, service)));
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
            RedisStack.redis();
            try (var publisher = new RedisPublisher(RedisStack.uri(), KEYS)) {
                publish(publisher, 9);
            }
            service.holding("f9", "m9");
            RunningService.eventually(() -> service.json("/v1/users/1/recommendations")
                    .at("/path")
                    .asText()
                    .equals("personal"));
            over.set(true);
            // Then
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isPositive();
            }
        } finally {
            over.set(true);
            clients.shutdownNow();
        }
    }

    private static int askUntil(AtomicBoolean over, RunningService service) {
        int answered = 0;
        while (!over.get()) {
            HttpResponse<String> list = service.get("/v1/users/1/recommendations");
            assertThat(list.statusCode()).isEqualTo(200);
            assertThat(RunningService.read(list).at("/items")).hasSize(10);
            HttpResponse<String> features = service.get("/v1/users/1/features");
            assertThat(features.statusCode()).isIn(200, 503);
            assertThat(features.statusCode() == 200
                            || features.headers().firstValue("Retry-After").isPresent())
                    .isTrue();
            assertThat(features.body()).doesNotContain("127.0.0.1");
            answered++;
        }
        return answered;
    }
}
