package io.millrace.serving;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.serving.store.Publisher;
import io.millrace.serving.store.RedisPublisher;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveAnswersIT extends LiveAnswers {
    private static final OnlineKeys KEYS = new OnlineKeys("live");

    private RedisPublisher publisher = new RedisPublisher(RedisStack.uri(), KEYS);

    @Override
    Publisher publisher() {
        return publisher;
    }

    @Override
    RunningService started() {
        return RedisStack.service(KEYS);
    }

    @Test
    void redisDiesAndComesBackWhileEveryAnswerStaysAllowed() {
        // Given
        var over = new AtomicBoolean();
        CompletableFuture<Integer> asking = CompletableFuture.supplyAsync(() -> askUntil(over));
        become("i0", false);
        RunningService.eventually(() -> !shown("/v1/items/popular").contains("i0"));
        // When
        RedisStack.redis().kill();
        RunningService.eventually(() -> service().json(LIST).at("/stale").asBoolean());
        assertThat(shown("/v1/items/popular")).doesNotContain("i0");
        RedisStack.redis();
        publisher = new RedisPublisher(RedisStack.uri(), KEYS);
        publisher.clear();
        publishBatch("f1");
        publisher.writeLiveItems(LIVE, Map.of("i1", Samples.deletedItem()));
        writeLive(LIVE);
        publisher.writeLiveItems(LIVE, Map.of("i2", Samples.deletedItem()));
        publisher.writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i4")));
        // Then
        RunningService.eventually(() -> service().json(LIST).at("/live").asBoolean());
        RunningService.eventually(() -> shown("/v1/items/popular?limit=100").contains("i0")
                && shown("/v1/items/popular?limit=100").contains("i1")
                && !shown("/v1/items/popular?limit=100").contains("i2"));
        over.set(true);
        assertThat(asking.join()).isPositive();
    }

    private int askUntil(AtomicBoolean over) {
        int answered = 0;
        while (!over.get()) {
            assertThat(service().get(LIST).statusCode()).isEqualTo(200);
            for (String path : new String[] {FEATURES, LIST + "&min_lsn=0/1"}) {
                HttpResponse<String> answer = service().get(path);
                assertThat(answer.statusCode()).isIn(200, 409, 503);
                assertThat(answer.statusCode() == 200
                                || answer.headers().firstValue("Retry-After").isPresent())
                        .isTrue();
            }
            answered++;
        }
        return answered;
    }

    @Test
    void redisThatWasEmptiedAndFilledAgainIsReadAgain() {
        // Given
        become("i0", false);
        RunningService.eventually(() -> !shown("/v1/items/popular").contains("i0"));
        // When
        publisher.clear();
        publishBatch("f1");
        writeLive(LIVE);
        // Then
        RunningService.eventually(() -> shown("/v1/items/popular").contains("i0"));
    }
}
