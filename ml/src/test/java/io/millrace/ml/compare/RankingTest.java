package io.millrace.ml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RankingTest {
    // Popularity: a 3, b 2, c 1, d 1.
    private static final List<String> TRAIN = List.of("u1,a", "u2,a", "u3,a", "u1,b", "u2,b", "u3,c", "u3,d");

    private static Protocol protocol(boolean includesTrain, boolean unknownItemsCount, int leastEvents) {
        return new Protocol(List.of(2, 1), includesTrain, unknownItemsCount, leastEvents, 0, 1);
    }

    private static Map<String, Double> popularity(Protocol protocol, String... test) {
        Task task = Task.of(Logs.division(TRAIN, List.of(test)), protocol, Optional.empty());
        return Ranking.judge(Recommender.popularity(task.train()), task);
    }

    @Test
    void whatTheUserHasIsNeitherRankedNorLookedFor() {
        // u1 is shown c, d (equally popular, so in the order of ids); d is new, a is not.
        Map<String, Double> metrics = popularity(protocol(false, false, 1), "u1,d", "u1,a");

        assertThat(metrics)
                .containsEntry("recall@1", 0.0)
                .containsEntry("recall@2", 1.0)
                .containsEntry("precision@2", 0.5)
                .containsEntry("hit_rate@2", 1.0)
                .containsEntry("map@2", 0.5)
                .containsEntry("coverage@2", 0.5);
        assertThat(metrics.get("ndcg@2")).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
    }

    @Test
    void withTrainingIncludedItIsBoth() {
        // u1 is shown a, b; wanted a, d.
        assertThat(popularity(protocol(true, false, 1), "u1,d", "u1,a"))
                .containsEntry("recall@1", 0.5)
                .containsEntry("capped_recall@1", 1.0)
                .containsEntry("recall@2", 0.5);
    }

    @Test
    void unknownItemsAreDroppedOrMissed() {
        assertThat(popularity(protocol(false, false, 1), "u1,c", "u1,new")).containsEntry("recall@2", 1.0);
        assertThat(popularity(protocol(false, true, 1), "u1,c", "u1,new")).containsEntry("recall@2", 0.5);
    }

    @Test
    void whoCannotBeJudgedIsCountedWithTheReason() {
        Division division = Logs.division(TRAIN, List.of("u1,c", "u3,b", "u2,a", "u9,a"));

        Task task = Task.of(division, protocol(false, false, 3), Optional.empty());

        assertThat(task.users()).hasSize(1);
        assertThat(task.passedOver())
                .containsEntry("fewer events in training than --min-events", 2L)
                .containsEntry("not in training", 1L);
        assertThatThrownBy(() -> Task.of(division, protocol(false, false, 4), Optional.empty()))
                .hasMessageContaining("Nobody can be judged: of 4 rows");
    }

    @Test
    void onlyTheDrawnItemsAreRankedWithThoseOfTheTest() {
        List<String> train = new ArrayList<>();
        for (int item = 0; item < 50; item++) {
            train.add("u1,i%02d".formatted(item));
            train.add("u2,i%02d".formatted(item));
        }
        train.add("u3,i00");
        var protocol = new Protocol(List.of(9), false, false, 1, 4, 3);
        Task task = Task.of(Logs.division(train, List.of("u3,i49", "u3,i20")), protocol, Optional.empty());

        int[] candidates = task.users().get(0).candidates().orElseThrow();

        assertThat(candidates).hasSize(6).contains(20, 49).doesNotContain(0).isSorted();
        assertThat(Ranking.judge(Recommender.popularity(task.train()), task)).containsEntry("recall@9", 1.0);
    }

    @Test
    void givenCandidatesAreRankedAlone() {
        var candidates = new SparseMatrix(4, new int[] {0, 1, 1, 1}, new int[] {2}, new double[] {1});
        Task task = Task.of(Logs.division(TRAIN, List.of("u1,d")), protocol(false, false, 1), Optional.of(candidates));

        // c stands before d.
        assertThat(Ranking.judge(Recommender.popularity(task.train()), task))
                .containsEntry("hit_rate@1", 0.0)
                .containsEntry("hit_rate@2", 1.0);
    }

    @Test
    void whatAUserHasBesideTrainingIsKnownWhenTheListIsMadeAndNotWhenModelsAreFitted() {
        Division division =
                Logs.division(List.of("u1,a", "u2,a", "u1,b", "u2,b", "u1,c", "u3,c", "u3,d"), List.of("u9,b", "u9,a"));
        Division held = Logs.withHistory(division, "u9,a");
        Task task = Task.of(held, protocol(false, false, 1), Optional.empty());

        Recommender nearest = new NeighbourChoice(5, 0, Confidence.BINARY).fit(task.train(), task.profiles());

        assertThat(Task.of(held, protocol(false, false, 1), Optional.empty()).users())
                .hasSize(1);
        assertThat(task.train().rowSize(task.users().get(0).user())).isZero();
        assertThat(Ranking.judge(nearest, task)).containsEntry("recall@1", 1.0);
    }

    @Test
    void rowsOfOneEventCountOnce() {
        assertThat(EventCounts.of(Logs.of("user,item,invoice", "u,a,7", "u,b,7", "u,a,8", "v,a,7")))
                .containsExactly(2, 1);
        assertThat(EventCounts.of(Logs.of("u,a", "u,b", "u,a"))).containsExactly(3);
    }

    @Test
    void aLotIsASetOfTheRightSize() {
        for (int seed = 0; seed < 50; seed++) {
            int[] drawn = Lot.draw(10, 4, new SplittableRandom(seed));
            assertThat(drawn).hasSize(4).isSorted().doesNotHaveDuplicates();
            assertThat(drawn[3]).isLessThan(10);
        }
        assertThat(Lot.draw(3, 9, new SplittableRandom(1))).containsExactly(0, 1, 2);
    }
}
