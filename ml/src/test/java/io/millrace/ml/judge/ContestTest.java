package io.millrace.ml.judge;

import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Rival;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ContestTest {
    /** Item 0 has 6 of 10 users, item 1 two, items 2 and 3 one each: the last two are a fifth of all pairs. */
    private static final Map<Integer, Long> USERS_OF_ITEM = Map.of(0, 6L, 1, 2L, 2, 1L, 3, 1L);

    private static final long[] ITEMS_OF_USER = {1, 1, 1, 1, 1, 1, 1, 1, 1, 3};

    private static Ranker always(int... list) {
        return users -> users.stream().map(user -> new Ranker.Lists(list, list)).toList();
    }

    private static JudgedUser user(int[] items, int... later) {
        return new JudgedUser(items, new double[items.length], later);
    }

    private static Evaluation judge(Ranker model, List<Contender> rivals, JudgedUser... users) {
        var contest = new Contest(2, Audience.of(1, USERS_OF_ITEM, ITEMS_OF_USER), model, rivals);
        return contest.evaluation(contest.judge(List.of(users).iterator()), rivals);
    }

    @Test
    void everySegmentIsJudgedByItsOwnUsersAndItems() {
        Evaluation evaluation = judge(
                always(2, 3),
                List.of(Contender.with(Rival.POPULARITY, "", always(0, 1))),
                user(new int[] {1}, 2),
                user(new int[] {1, 2, 3}, 0));

        assertThat(evaluation.users()).isEqualTo(2);
        assertThat(evaluation.segments()).isEqualTo(Map.of("new-users", 1L, "heavy-users", 1L, "tail-items", 1L));
        assertThat(evaluation.metrics())
                .containsEntry("ndcg@2", 0.5)
                .containsEntry("ndcg@2/new-users", 1.0)
                .containsEntry("ndcg@2/heavy-users", 0.0)
                .containsEntry("ndcg@2/tail-items", 1.0);
        assertThat(evaluation.baseline())
                .containsEntry("ndcg@2", 0.5)
                .containsEntry("ndcg@2/new-users", 0.0)
                .containsEntry("ndcg@2/heavy-users", 1.0);
    }

    @Test
    void whatOneRivalDoesNotKnowIsMissedByItAlone() {
        Evaluation evaluation = judge(
                always(3), List.of(Contender.with(Rival.CURRENT, "before item 3", always(0))), user(new int[] {1}, 3));

        assertThat(evaluation.metrics()).containsEntry("recall@2", 1.0);
        assertThat(evaluation.rivals().get(0).metrics()).containsEntry("recall@2", 0.0);
    }

    @Test
    void itemsBoughtBeforeCountOnlyWhereListsMayHoldThem() {
        Evaluation evaluation = judge(always(1, 0), List.of(), user(new int[] {1}, 0, 1));

        assertThat(evaluation.metrics().get("recall@2")).isEqualTo(1.0);
        assertThat(evaluation.metrics().get("recall@2+bought")).isEqualTo(1.0);
        assertThat(judge(always(1, 0), List.of(), user(new int[] {1}, 1)).users())
                .isZero();
    }

    @Test
    void theErrorIsThatOfTheDifferencesOfEachUser() {
        Evaluation evaluation = judge(
                always(2),
                List.of(Contender.with(Rival.POPULARITY, "", always(0))),
                user(new int[] {1}, 2),
                user(new int[] {1}, 2),
                user(new int[] {1}, 2),
                user(new int[] {1}, 0));

        // Differences 1, 1, 1 and -1: their standard deviation is 1, and there are four.
        assertThat(evaluation.rivals().get(0).error()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void whoCannotBeComparedIsNamedWithTheReason() {
        Evaluation evaluation = judge(
                always(2),
                List.of(
                        Contender.without(Rival.CURRENT, "it saw these events"),
                        Contender.with(Rival.POPULARITY, "", always(0))),
                user(new int[] {1}, 2));

        assertThat(evaluation.rivals().get(0).compared()).isFalse();
        assertThat(evaluation.rivals().get(0).note()).isEqualTo("it saw these events");
        assertThat(evaluation.baseline()).containsEntry("ndcg@2", 0.0);
    }
}
