package io.millrace.ml.judge;

import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.TestLake;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.data.HeldOut;
import io.millrace.ml.evaluate.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RankingEvaluationTest {
    private static final AlsParameters PARAMETERS = new AlsParameters(4, 0.1, 3, 3, 42, 2, 2);

    @Test
    void usersInPartitionsAreJudgedAsThoseInOneList() {
        Library library = Library.seeded(3, 70, 60);
        var model = new FactorRanker(10, PlainAls.fit(library.before(), 60, PARAMETERS), PARAMETERS);
        Lake lake = TestLake.create();
        var data = new HeldOut(
                Instant.EPOCH,
                TestLake.rows(lake, "user_number int, item_number int, strength float", rows(library.before(), 1f)),
                TestLake.rows(lake, "user_number int, item_number int", rows(library.later())));

        Evaluation evaluation = new RankingEvaluation(10, 5).of(model, List.of(), data);

        Evaluation expected = library.judge(10, 5, model, List.of());
        assertThat(evaluation.users()).isEqualTo(expected.users()).isGreaterThan(40);
        assertThat(evaluation.segments()).isEqualTo(expected.segments());
        assertThat(evaluation.metrics()).hasSameSizeAs(expected.metrics());
        expected.metrics()
                .forEach((name, value) ->
                        assertThat(evaluation.metrics().get(name)).as(name).isCloseTo(value, within(1e-9)));
        expected.baseline()
                .forEach((name, value) ->
                        assertThat(evaluation.baseline().get(name)).as(name).isCloseTo(value, within(1e-9)));
    }

    private static Row[] rows(int[][] items, Object... more) {
        return IntStream.range(0, items.length)
                .boxed()
                .flatMap(user -> IntStream.of(items[user])
                        .mapToObj(item -> more.length == 0
                                ? RowFactory.create(user, item)
                                : RowFactory.create(user, item, more[0])))
                .toArray(Row[]::new);
    }
}
