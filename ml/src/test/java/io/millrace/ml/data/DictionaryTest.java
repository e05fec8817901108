package io.millrace.ml.data;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.TestLake;
import io.millrace.ml.data.Dictionary.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DictionaryTest {
    private final Lake lake = TestLake.create();
    private final Dictionary dictionary = new Dictionary(lake, new LakeNames("shop"));

    private void learn(Kind kind, String... ids) {
        dictionary.learn(
                kind,
                TestLake.rows(
                        lake,
                        "any string",
                        Arrays.stream(ids).map(RowFactory::create).toArray(Row[]::new)));
    }

    private Map<String, Integer> numbers(Kind kind) {
        Map<String, Integer> numbers = new TreeMap<>();
        dictionary.numbers(kind).collectAsList().forEach(row -> numbers.put(row.getString(0), row.getInt(1)));
        return numbers;
    }

    @Test
    void numbersOnceGivenStayWhateverComesLater() {
        learn(Kind.USER, "m", "b", "b");
        learn(Kind.USER, "a", "m", "z");
        learn(Kind.USER, "m");

        assertThat(numbers(Kind.USER)).isEqualTo(Map.of("b", 0, "m", 1, "a", 2, "z", 3));
    }

    @Test
    void usersAndItemsAreCountedApart() {
        learn(Kind.USER, "7");
        learn(Kind.ITEM, "7", "8");

        assertThat(numbers(Kind.USER)).isEqualTo(Map.of("7", 0));
        assertThat(numbers(Kind.ITEM)).isEqualTo(Map.of("7", 0, "8", 1));
    }

    @Test
    void beforeTheFirstLessonThereAreNoNumbers() {
        assertThat(numbers(Kind.ITEM)).isEmpty();
    }
}
