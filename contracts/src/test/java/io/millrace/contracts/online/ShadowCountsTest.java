package io.millrace.contracts.online;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShadowCountsTest {
    @Test
    void whatIsWrittenIsRead() {
        var counts = new ShadowCounts(1, 2, 3, 4, 5, 6, 7);

        Map<String, String> fields = counts.fields().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString()));

        assertThat(ShadowCounts.parse(fields)).isEqualTo(counts);
        assertThat(ShadowCounts.parse(Map.of())).isEqualTo(ShadowCounts.NONE);
    }

    @Test
    void sharesAreOfAllThatWasCounted() {
        ShadowCounts counts = ShadowCounts.ofRanking(3, 10, 300, 100)
                .plus(ShadowCounts.ofRanking(5, 6, 100, 100))
                .plus(ShadowCounts.ofFailure())
                .plus(ShadowCounts.ofNoNumbers());

        assertThat(counts).isEqualTo(new ShadowCounts(2, 1, 1, 8, 16, 400, 200));
        assertThat(counts.overlap()).isEqualTo(0.5);
        assertThat(counts.slowdown()).isEqualTo(2);
        assertThat(ShadowCounts.NONE.overlap()).isNaN();
        assertThat(ShadowCounts.NONE.slowdown()).isNaN();
    }
}
