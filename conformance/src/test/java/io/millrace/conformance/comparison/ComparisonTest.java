package io.millrace.conformance.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTest {
    private static final Map<String, String> COLUMNS = Map.of("id", "integer");
    private static final List<String> ONE = List.of("1");
    private static final List<String> NULL = Arrays.asList((String) null);

    @Test
    void sameRowsAsOftenAreEqual() {
        assertThat(Comparison.differences(
                        "t",
                        new TableRows(COLUMNS, Map.of(ONE, 2, NULL, 1)),
                        new TableRows(COLUMNS, Map.of(NULL, 1, ONE, 2))))
                .isEmpty();
    }

    @Test
    void aRowThatIsDoubledMissingOrNullIsNamed() {
        assertThat(Comparison.differences(
                        "t", new TableRows(COLUMNS, Map.of(ONE, 1)), new TableRows(COLUMNS, Map.of(ONE, 2))))
                .containsExactly("t has in the lake alone: 1 (2 times)", "t has 1 rows and in the lake 2");
        assertThat(Comparison.differences(
                        "t", new TableRows(COLUMNS, Map.of(ONE, 1)), new TableRows(COLUMNS, Map.of(NULL, 1))))
                .contains("t lacks in the lake: 1", "t has in the lake alone: null");
    }

    @Test
    void aColumnOfAnotherTypeIsADifference() {
        assertThat(Comparison.differences(
                        "t", new TableRows(COLUMNS, Map.of()), new TableRows(Map.of("id", "long"), Map.of())))
                .containsExactly("t has columns that should be {id=integer} in the lake, but are {id=long}");
    }
}
