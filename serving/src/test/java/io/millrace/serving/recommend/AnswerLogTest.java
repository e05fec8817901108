package io.millrace.serving.recommend;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.serving.Samples;
import io.millrace.serving.store.AnswerStore;
import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerLogTest {
    private static final int ANSWERS = 20;
    private static final int BYTES = 16_384;
    private static final int MANY = 1_000;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    /** A store that does not answer before it is told to. */
    private static final class SlowStore implements AnswerStore {
        private final CountDownLatch answering = new CountDownLatch(1);
        private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

        @Override
        public void keepAnswer(String responseId, byte[] answer, int most, Duration age) {
            try {
                answering.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            answers.put(responseId, answer);
        }

        @Override
        public Optional<byte[]> keptAnswer(String responseId) {
            return Optional.ofNullable(answers.get(responseId));
        }
    }

    private static Answered answer(int number) {
        var catalog = new Catalog.Builder(Samples.FACETS);
        View view = View.of(Optional.of(catalog.build(Samples.features("f1", 1))), Optional.empty());
        SeenUser seen = SeenUser.of(new Users.Found(Samples.features("f1", 1), Samples.user("i1")));
        var filter = new ItemFilter(
                Set.of("i7"),
                Set.of("odd"),
                new PriceRange(5, Double.POSITIVE_INFINITY),
                List.of(new ItemFilter.Choice("color", Set.of("red"))));
        var wish = new Wish(3, 1, Set.of("i2"), true, filter, OptionalInt.of(2), 0.5);
        return new Answered(
                "answer-" + number, Samples.AS_OF, view, seen, wish, Theme.SOMEBODY, List.of(), Map.of("user", "1"));
    }

    private double count(String outcome) {
        return metrics.get("millrace.serving.answers")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void whatComesFasterThanItIsWrittenIsCounted() {
        // Given
        var store = new SlowStore();
        try (var log = new AnswerLog(store, new AnswerLog.Limits(ANSWERS, BYTES, Duration.ofMinutes(1)), metrics)) {
            // When nobody waits for the store
            for (int number = 0; number < MANY; number++) {
                log.keep(answer(number));
            }
            double dropped = count("dropped");
            store.answering.countDown();
            Awaitility.await().until(() -> count("kept") + count("dropped") == MANY);
            // Then
            assertThat(dropped).isEqualTo(count("dropped")).isBetween(1.0, MANY - 1.0);
            assertThat(store.answers).hasSize((int) count("kept"));
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsCountedAndNotKept() {
        // Given
        var store = new SlowStore();
        store.answering.countDown();
        int size = answer(1).kept("{\"user\":\"1\"}").bytes().length;
        var limits = new AnswerLog.Limits(ANSWERS, size, Duration.ofMinutes(1));
        try (var log = new AnswerLog(store, limits, metrics)) {
            // When
            log.keep(answer(1));
            log.keep(answer(123_456_789));
            Awaitility.await().until(() -> count("kept") + count("too_large") == 2);
            // Then
            assertThat(count("too_large")).isEqualTo(1);
            assertThat(store.answers).containsOnlyKeys("answer-1");
        }
    }

    @Test
    void anAnswerIsReadAsItWas() {
        // Given
        var store = new SlowStore();
        store.answering.countDown();
        try (var log = new AnswerLog(store, new AnswerLog.Limits(ANSWERS, BYTES, Duration.ofMinutes(1)), metrics)) {
            // When
            log.keep(answer(1));
            Awaitility.await().until(() -> count("kept") == 1);
            // Then
            Answered answer = answer(1);
            assertThat(log.find("answer-1")).hasValue(answer.kept("{\"user\":\"1\"}"));
            assertThat(log.find("answer-2")).isEmpty();
        }
    }

    @Test
    void nothingIsKeptIfNoneMayBe() {
        var store = new SlowStore();
        store.answering.countDown();
        try (var log = new AnswerLog(store, new AnswerLog.Limits(0, BYTES, Duration.ofMinutes(1)), metrics)) {
            log.keep(answer(1));
            assertThat(log.find("answer-1")).isEmpty();
            assertThat(count("kept") + count("dropped")).isZero();
        }
    }
}
