package io.millrace.dashboard;

import io.millrace.contracts.process.Secret;
import io.millrace.dashboard.access.Keys;
import io.millrace.dashboard.online.SilentRedis;
import io.millrace.dashboard.online.StoreThreads;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SlowStoreTest {
    private static final Keys NO_KEYS = new Keys(Secret.of(""), Secret.of(""));
    /** Less than the dashboard's patience, after which connections are given back. */
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void questionsThatRedisDoesNotAnswerKeepNoLookFromAsking() throws Exception {
        try (var redis = new SilentRedis();
                var millrace = new FakeMillrace();
                var dashboard =
                        new Dashboard(RunningDashboard.config(millrace, redis.url(), NO_KEYS), FakeFigures.SHOP)) {
            // Given
            dashboard.start();
            for (int limit = 1; limit <= StoreThreads.THREADS; limit++) {
                ask(dashboard, "/v1/stats/revenue?limit=" + limit);
            }
            awaitConnections(redis, StoreThreads.THREADS);
            // When
            ask(dashboard, "/v1/figures");
            // Then
            awaitConnections(redis, StoreThreads.THREADS + 1);
        }
    }

    private void ask(Dashboard dashboard, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(dashboard.port(), path)));
        http.sendAsync(request.build(), BodyHandlers.discarding());
    }

    private static void awaitConnections(SilentRedis redis, int connections) {
        Awaitility.await().atMost(DEADLINE).until(() -> redis.connections() >= connections);
    }
}
