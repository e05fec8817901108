package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is answered to those who name a position. */
abstract class LivePositions extends LiveShop {
    @Test
    void anAnswerWaitsForThePosition() {
        // Given
        CompletableFuture<HttpResponse<String>> waiting =
                CompletableFuture.supplyAsync(() -> service().get(FEATURES + "?min_lsn=" + Samples.after(4)));
        // When
        publisher().writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i8")));
        reach(LIVE, 4);
        // Then
        HttpResponse<String> answer = waiting.join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(RunningService.read(answer).at("/interactions/0/item").asText())
                .isEqualTo("i8");
    }

    @Test
    void anAnswerThatWaitedForAPositionShowsTheItemsAsTheyWereThen() {
        for (int step = 1; step < 20; step++) {
            // When
            become("i8", step % 2 == 0);
            reach(LIVE, step);
            // Then
            JsonNode list = service().json("/v1/users/nobody/recommendations?limit=20&min_lsn=" + Samples.after(step));
            assertThat(list.at("/items").findValuesAsText("item").contains("i8"))
                    .as("step " + step)
                    .isEqualTo(step % 2 == 0);
        }
    }

    @Test
    void aPositionThatIsReachedMayLackTheIncarnation() {
        String lsn = Samples.POSITION.toString().substring(2);
        assertThat(service().get(LIST + "&min_lsn=" + lsn).statusCode()).isEqualTo(200);
        assertThat(service().get(LIST + "&min_lsn=" + Samples.POSITION).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST + "&min_lsn=", FEATURES + "?min_lsn="})
    void aPositionThatIsNotReachedInTimeIsAProblemThatSaysHowFarItIs(String path) {
        // When
        HttpResponse<String> answer = service().get(path + Samples.after(1_000));
        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        JsonNode problem = RunningService.read(answer);
        assertThat(problem.at("/reached").asText()).isEqualTo(Samples.POSITION.toString());
        assertThat(problem.at("/wanted").asText())
                .isEqualTo(Samples.after(1_000).toString());
        assertThat(problem.at("/detail").asText())
                .contains(Samples.POSITION.toString(), Samples.after(1_000).toString());
    }

    @Test
    void withoutALiveStateNoPositionIsWaitedFor() {
        // When
        publisher().forgetLive(LIVE);
        // Then
        HttpResponse<String> answer = service().get(LIST + "&min_lsn=0/1");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(RunningService.read(answer).at("/detail").asText()).contains("streaming process does not run");
        assertThat(RunningService.read(answer).has("reached")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16B3748", "0/", "0/-1", "-1:0/1", "0/123456789", "x:0/1", "0/1;drop%20table"})
    void aBrokenPositionIsAProblemThatNamesTheParameter(String text) {
        HttpResponse<String> answer = service().get(LIST + "&min_lsn=" + text);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningService.read(answer).at("/parameter").asText()).isEqualTo("min_lsn");
    }
}
