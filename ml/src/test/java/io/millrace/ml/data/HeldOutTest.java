package io.millrace.ml.data;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.pipeline.Caps;
import io.millrace.features.interaction.Interactions;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.TestLake;
import io.millrace.ml.data.Dictionary.Kind;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

class HeldOutTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Interactions.Rule COUNTED = new Interactions.Rule(Optional.empty(), Caps.NONE);
    private static final HeldOut.Rule FIFTH = new HeldOut.Rule(0.2, Optional.empty());
    private static final Lake LAKE = TestLake.create();
    private static final Dictionary DICTIONARY = new Dictionary(LAKE, new LakeNames("shop"));
    private static Dataset<Row> events;

    /** A hundred events, one an hour, each with an item of its own. */
    @BeforeAll
    static void numberEvents() {
        Dataset<Row> plain = TestLake.rows(
                LAKE,
                "user string, item string, at timestamp, weight double",
                IntStream.range(0, 100)
                        .mapToObj(hour -> RowFactory.create(
                                "u" + hour % 7,
                                "%03d".formatted(hour),
                                Timestamp.from(START.plus(Duration.ofHours(hour))),
                                1.0))
                        .toArray(Row[]::new));
        DICTIONARY.learn(Kind.USER, plain.select("user"));
        DICTIONARY.learn(Kind.ITEM, plain.select("item"));
        events = Ratings.numbered(plain, DICTIONARY);
    }

    private static HeldOut forTest() {
        return HeldOut.forTest(events, FIFTH, COUNTED, DICTIONARY);
    }

    private static HeldOut forValidation() {
        return HeldOut.forValidation(events, FIFTH, COUNTED, DICTIONARY);
    }

    private static int[] items(Dataset<Row> rows) {
        return rows.select("item_number").sort(col("item_number")).collectAsList().stream()
                .mapToInt(row -> row.getInt(0))
                .toArray();
    }

    @Test
    void modelsAreJudgedByTheLatestEventsAndFittedOnAllBefore() {
        HeldOut test = forTest();

        // Items were numbered in the order of time.
        assertThat(items(test.ratings())).isEqualTo(IntStream.range(0, 79).toArray());
        assertThat(items(test.later())).isEqualTo(IntStream.range(79, 100).toArray());
    }

    @Test
    void parametersAreChosenWithoutAnythingThatModelsAreJudgedBy() {
        HeldOut validation = forValidation();

        int[] judging = items(forTest().later());
        assertThat(items(validation.ratings())).doesNotContain(judging);
        assertThat(items(validation.later())).doesNotContain(judging);
    }

    @Test
    void theEventsThatParametersAreChosenByAreTheLatestBeforeThose() {
        HeldOut validation = forValidation();

        int[] fitted = items(validation.ratings());
        int[] judged = items(validation.later());
        assertThat(IntStream.concat(IntStream.of(fitted), IntStream.of(judged)).toArray())
                .isEqualTo(IntStream.range(0, 79).toArray());
        assertThat(judged.length).isBetween(15, 17);
    }

    @Test
    void whatCapsLeaveNothingOfIsNotFitted() {
        var fewest = new Interactions.Rule(Optional.empty(), new Caps(Optional.empty(), Optional.of(1)));

        HeldOut test = HeldOut.forTest(events, FIFTH, fewest, DICTIONARY);

        // The latest item of each of seven users.
        assertThat(items(test.ratings())).isEqualTo(IntStream.range(72, 79).toArray());
    }
}
