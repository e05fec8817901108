package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.FigureKeys.Field;
import io.millrace.contracts.pipeline.Aggregate;
import io.millrace.contracts.pipeline.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FigureKeysTest {
    private static final Instant HALF_PAST = Instant.parse("2026-03-01T10:30:00Z");
    private final FigureKeys keys = new FigureKeys(new OnlineKeys("shop"), "1_ab");

    @Test
    void theHashesOfARangeHoldEachSpanOfIt() {
        var hashes = keys.buckets("revenue", "total", Window.MINUTE, HALF_PAST, HALF_PAST.plus(Duration.ofHours(2)));
        assertThat(hashes)
                .hasSize(3)
                .startsWith(keys.bucket("revenue", "total", Window.MINUTE, HALF_PAST))
                .endsWith(keys.bucket("revenue", "total", Window.MINUTE, HALF_PAST.plus(Duration.ofMinutes(119))));
        assertThat(keys.buckets("revenue", "total", Window.ALL, Instant.EPOCH, HALF_PAST))
                .containsExactly(keys.bucket("revenue", "total", Window.ALL, Instant.EPOCH));
    }

    @Test
    void aHashEndsWhenItsLastSpanIsOldEnough() {
        assertThat(FigureKeys.end(Window.MINUTE, HALF_PAST, Duration.ofHours(48)))
                .contains(Instant.parse("2026-03-03T11:00:00Z"));
        assertThat(FigureKeys.end(Window.ALL, Instant.EPOCH, Duration.ofHours(48)))
                .isEmpty();
    }

    @Test
    void theNameOfAHashSaysWhatItIsAbout() {
        String hash = keys.bucket("revenue", "country", Window.HALF_HOUR, HALF_PAST);
        assertThat(hash).startsWith(keys.measures());
        assertThat(keys.stretch(hash))
                .isEqualTo(new FigureKeys.Stretch(
                        "revenue", "country", Window.HALF_HOUR, Instant.parse("2026-03-01T00:00:00Z")));
    }

    @Test
    void fieldsAndSpansAreReadAsTheyWereWritten() {
        for (Field field :
                new Field[] {new Field(HALF_PAST, Optional.empty()), new Field(HALF_PAST, Optional.of("a:b"))}) {
            assertThat(Field.parse(field.text())).isEqualTo(field);
        }
        var bucket = new MeasureBucket(new Position(1, 255), 3, new BigDecimal("10.50"), 2);
        assertThat(bucket.text()).isEqualTo("0000000100000000000000ff 3 2 10.5");
        assertThat(MeasureBucket.parse(bucket.text())).isEqualTo(bucket);
        assertThatThrownBy(() -> MeasureBucket.parse("x")).hasMessageContaining("has 4 parts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0000 3 2 10.5",
                "0000000100000000000000ff three 2 10.5",
                "0000000100000000000000ff 3 2 x",
                "0000000100000000000000fg 3 2 1",
                "0000000100000000000000ff 3 2"
            })
    void whatIsNoSpanIsRefused(String text) {
        assertThatThrownBy(() -> MeasureBucket.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "what:1", ":DE", "9223372036854775807", "-9223372036854775808:DE"})
    void whatIsNoNameOfASpanIsRefused(String text) {
        assertThatThrownBy(() -> Field.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void theMeanIsExactlyTheSumByTheCount() {
        var bucket = new MeasureBucket(Position.START, 4, new BigDecimal("10"), 0);
        assertThat(bucket.value(Aggregate.AVERAGE)).contains(new BigDecimal("2.5"));
        assertThat(bucket.plus(bucket).value(Aggregate.SUM)).contains(new BigDecimal("2E+1"));
        assertThat(new MeasureBucket(Position.START, 0, BigDecimal.ZERO, 0).value(Aggregate.AVERAGE))
                .isEmpty();
    }
}
