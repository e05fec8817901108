package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.serving.http.HttpConfig;
import io.millrace.serving.live.ProgressWatch;
import io.millrace.serving.store.InMemoryOnlineStore;
import io.millrace.serving.store.Publisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LivePositionsTest extends LivePositions {
    private static final int WAITING = 50;
    private static final String BOUGHT = "{\"items\": [\"i2\"]}";

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();

    @Override
    Publisher publisher() {
        return store;
    }

    @Override
    RunningService started() {
        return RunningService.on(store, RunningService.limited(1, 1));
    }

    @Test
    void thoseWhoWaitForAPositionTakeNobodysTurn() {
        // Given
        ExecutorService clients = Executors.newFixedThreadPool(WAITING);
        try (var one = RunningService.on(
                new Serving.Stores(store, store, store, store),
                new ProgressWatch.Limits(Duration.ofSeconds(8), WAITING),
                patient())) {
            one.holding("f1", "m1").following("1");
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int client = 0; client < WAITING; client++) {
                waiting.add(CompletableFuture.supplyAsync(
                        () -> one.get(FEATURES + "?min_lsn=" + Samples.after(9)), clients));
            }
            RunningService.eventually(
                    () -> one.get("/metrics").body().contains("millrace_serving_live_waiting " + WAITING + ".0"));
            // When
            assertThat(one.get(LIST).statusCode()).isEqualTo(200);
            assertThat(one.get(FEATURES + "?min_lsn=" + Samples.after(9)).statusCode())
                    .as("one more than may wait")
                    .isEqualTo(409);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            reach(LIVE, 9);
            // Then
            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void anAnswerLacksNoItemOfThePositionEvenIfTheUserHasReachedIt() {
        try (var one = RunningService.on(
                new Serving.Stores(store, store, store, store),
                new ProgressWatch.Limits(Duration.ofMillis(100), WAITING),
                patient())) {
            one.holding("f1", "m1").following("1");
            RunningService.eventually(
                    () -> one.get(LIST + "&min_lsn=" + Samples.POSITION).statusCode() == 200);
            // When
            store.holdBackItemChanges(true);
            become("i4", false);
            reach(LIVE, 3);
            // Then
            for (String path : List.of(
                    LIST + "&",
                    FEATURES + "?",
                    "/v1/users/1/because-you-bought?",
                    POPULAR + "&",
                    "/v1/items/trending?",
                    "/v1/items/i2/similar?")) {
                HttpResponse<String> answer = one.get(path + "min_lsn=" + Samples.after(3));
                assertThat(answer.statusCode()).as(path).isEqualTo(409);
                assertThat(RunningService.read(answer).at("/reached").asText()).isEqualTo(Samples.POSITION.toString());
            }
            String session = "/v1/sessions/recommendations?min_lsn=" + Samples.after(3);
            assertThat(one.post(session, BOUGHT).statusCode()).isEqualTo(409);
            // When
            store.holdBackItemChanges(false);
            // Then
            RunningService.eventually(
                    () -> one.get(LIST + "&min_lsn=" + Samples.after(3)).statusCode() == 200);
            assertThat(one.json(LIST + "&min_lsn=" + Samples.after(3))
                            .at("/items")
                            .findValuesAsText("item"))
                    .doesNotContain("i4");
            JsonNode popular = one.json(POPULAR + "&min_lsn=" + Samples.after(3));
            for (JsonNode answer : List.of(popular, RunningService.read(one.post(session, BOUGHT)))) {
                assertThat(answer.at("/items").findValuesAsText("item")).doesNotContain("i4");
                assertThat(answer.at("/position").asText())
                        .isEqualTo(Samples.after(3).toString());
                assertThat(Duration.ofSeconds(answer.at("/ageSeconds").asLong()))
                        .as("not that of the features, which are of another year")
                        .isLessThan(Duration.ofDays(1));
            }
        } finally {
            store.holdBackItemChanges(false);
        }
    }

    // They all take their turns when the position is reached, one by one, on a machine that may be busy.
    private static HttpConfig patient() {
        return new HttpConfig("127.0.0.1", 0, 1, WAITING, Duration.ofSeconds(9), 1_000, Duration.ofSeconds(10));
    }

    @Test
    void aStoreThatIsDownIsNotAPositionThatWasReached() {
        // When
        store.setDown(true);
        // Then
        assertThat(service().json(LIST).at("/stale").asBoolean()).isTrue();
        HttpResponse<String> answer = service().get(LIST + "&min_lsn=0/1");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
