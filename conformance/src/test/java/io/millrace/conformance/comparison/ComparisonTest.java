package io.millrace.conformance.comparison;

import java.util.Arrays;
import java.util.LinkedHashMap;
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

    @Test
    void columnsInAnotherOrderAreNoDifferenceAndTheirValuesAreComparedByName() {
        var source = new TableRows(columns("a", "b"), Map.of(List.of("1", "2"), 1));

        assertThat(Comparison.differences("t", source, new TableRows(columns("b", "a"), Map.of(List.of("2", "1"), 1))))
                .isEmpty();
        assertThat(Comparison.differences("t", source, new TableRows(columns("b", "a"), Map.of(List.of("1", "2"), 1))))
                .contains("t lacks in the lake: 1 | 2", "t has in the lake alone: 2 | 1");
    }

    private static Map<String, String> columns(String first, String second) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(first, "integer");
        columns.put(second, "integer");
        return columns;
    }
}
