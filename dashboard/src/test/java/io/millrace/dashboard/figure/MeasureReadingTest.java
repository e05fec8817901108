package io.millrace.dashboard.figure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.pipeline.Aggregate;
import io.millrace.contracts.pipeline.Window;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.FakeFigures;
import io.millrace.dashboard.figure.MeasureAnswer.Group;
import io.millrace.dashboard.online.LiveKeys;
import io.millrace.dashboard.online.MemoryStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeasureReadingTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:20:30Z");

    private final MemoryStore store = new MemoryStore();
    private final FakeFigures figures = new FakeFigures(store);
    private final MeasureReading reading = new MeasureReading(store, new LiveKeys(store, FakeFigures.ONLINE));

    private MeasureAnswer answer(String measure, Map<String, String> parameters) {
        return reading.answer(Question.of(
                FakeFigures.SHOP,
                Question.measure(FakeFigures.SHOP, measure).orElseThrow(),
                new Parameters(parameters),
                NOW));
    }

    @Test
    void spansOfTheRangeAreToldInTheirOrderAndThoseWithoutRowsAreNot() {
        figures.begin();
        figures.total("revenue", Window.MINUTE, NOW, 2, "30.50");
        figures.total("revenue", Window.MINUTE, NOW.minusSeconds(3_600), 1, "9.50");
        figures.total("revenue", Window.MINUTE, NOW.minusSeconds(60), 0, "0");
        figures.total("revenue", Window.MINUTE, NOW.minusSeconds(4 * 3_600), 1, "1000");
        MeasureAnswer answer = answer("revenue", Map.of());
        assertThat(answer.groups()).hasSize(1);
        Group total = answer.groups().get(0);
        assertThat(total.name()).isEmpty();
        assertThat(total.value()).hasValue(new BigDecimal("4E+1"));
        assertThat(total.points())
                .extracting(Point::at)
                .containsExactly(Instant.parse("2026-11-27T09:20:00Z"), Instant.parse("2026-11-27T10:20:00Z"));
    }

    @Test
    void groupsAreRankedByTheirValueOverTheWholeRange() {
        figures.begin();
        figures.group("revenue", "country", "FR", Window.HOUR, NOW, 1, "70");
        figures.group("revenue", "country", "DE", Window.HOUR, NOW, 1, "40");
        figures.group("revenue", "country", "DE", Window.HOUR, NOW.minusSeconds(3_600), 1, "40");
        figures.group("revenue", "country", "a:b", Window.HOUR, NOW, 1, "5");
        MeasureAnswer answer = answer("revenue", Map.of("by", "country", "window", "hour", "limit", "2"));
        assertThat(answer.known()).isEqualTo(3);
        assertThat(answer.groups())
                .extracting(group -> group.name().orElseThrow())
                .containsExactly("DE", "FR");
    }

    @Test
    void meanOfARangeIsThatOfItsRowsAndNotOfItsSpans() {
        figures.begin();
        figures.total("average_order", Window.MINUTE, NOW, 1, "10");
        figures.total("average_order", Window.MINUTE, NOW.minusSeconds(60), 3, "90");
        assertThat(answer("average_order", Map.of()).groups().get(0).value()).hasValue(new BigDecimal("25"));
    }

    @Test
    void differentValuesOfSeveralSpansAreNotAddedUp() {
        var spans = new TreeMap<>(Map.of(
                NOW,
                new MeasureBucket(Position.START, 9, BigDecimal.ZERO, 3),
                NOW.plusSeconds(60),
                new MeasureBucket(Position.START, 9, BigDecimal.ZERO, 4)));
        assertThat(Group.of(Optional.empty(), spans, Aggregate.DISTINCT).value())
                .isEmpty();
        spans.remove(NOW);
        assertThat(Group.of(Optional.empty(), spans, Aggregate.DISTINCT).value())
                .hasValue(BigDecimal.valueOf(4));
    }

    @Test
    void moreSpansThanCanBeLookedThroughAreRefusedBeforeTheyAreRead() {
        figures.begin();
        String hash = FakeFigures.KEYS.bucket("sales", "product", Window.ALL, Instant.EPOCH);
        for (int product = 0; product <= MeasureReading.MOST_FIELDS; product++) {
            store.field(hash, "0:" + product, "not to be read");
        }
        assertThatThrownBy(() -> answer("sales", Map.of("by", "product", "window", "all")))
                .isInstanceOf(QuestionException.class)
                .hasMessageContaining("by=product has 200001 spans");
    }

    @ParameterizedTest
    @CsvSource({
        "what:1, 3",
        "9223372036854775807:1, 3",
        "0:1, 3",
        "0:1, short 1 1 1",
        "0:1, 0000000100000000000000ff one 1 1",
        "0:1, 0000000100000000000000ff 1 1 NaN"
    })
    void spanOfAnotherVersionIsToldOfByItsKey(String field, String text) {
        figures.begin();
        String key = FakeFigures.KEYS.bucket("sales", "product", Window.ALL, Instant.EPOCH);
        store.field(key, field, text);
        assertThatThrownBy(() -> answer("sales", Map.of("by", "product", "window", "all")))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("run the same version everywhere");
    }

    @Test
    void liveStateThatIsNotThereYetIsToldOf() {
        assertThatThrownBy(() -> answer("revenue", Map.of())).hasMessageContaining("has not caught up");
    }
}
