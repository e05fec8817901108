package io.millrace.benchmarks;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PercentilesTest {
    @Test
    void percentilesAreMeasuredTimesByNearestRank() {
        // When
        Percentiles percentiles = Percentiles.of(LongStream.rangeClosed(1, 200)
                .map(milli -> (201 - milli) * 1_000_000)
                .boxed()
                .toList());
        // Then
        assertThat(percentiles).isEqualTo(new Percentiles(200, 100, 190, 198, 200));
    }

    @Test
    void oneTimeIsEveryPercentile() {
        assertThat(Percentiles.of(List.of(3_000_000L))).isEqualTo(new Percentiles(1, 3, 3, 3, 3));
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThatThrownBy(() -> Percentiles.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Percentiles.median(4, 1, 3, 2)).isEqualTo(2.5);
    }
}
