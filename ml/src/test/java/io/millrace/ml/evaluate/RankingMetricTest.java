package io.millrace.ml.evaluate;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RankingMetricTest {
    private static final int[] RANKED = {7, 3, 9, 1, 4};

    @Test
    void ndcgWeighsHitsByPlaceAgainstTheBestList() {
        // Hits at places 2 and 4 of 5, three relevant: (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3) + 1/log2(4)).
        double expected = (1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3) + 1 / log2(4));

        assertThat(new Ndcg(5).of(RANKED, new int[] {1, 3, 8})).isCloseTo(expected, within(1e-12));
        assertThat(expected).isCloseTo(0.4981, within(1e-4));
    }

    @Test
    void ndcgOfAPerfectListIsOneAlsoWhenMoreIsRelevantThanFits() {
        assertThat(new Ndcg(2).of(new int[] {1, 2}, new int[] {1, 2, 3})).isCloseTo(1, within(1e-12));
    }

    @Test
    void ndcgLooksNoFurtherThanK() {
        assertThat(new Ndcg(1).of(RANKED, new int[] {3})).isZero();
    }

    @Test
    void recallIsTheShareOfTheRelevantThatIsFound() {
        assertThat(new Recall(5).of(RANKED, new int[] {1, 3, 8})).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(new Recall(2).of(RANKED, new int[] {1, 3, 8})).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void precisionIsTheShareOfPlacesAlsoOfThoseThatAreEmpty() {
        assertThat(new Precision(4).of(RANKED, new int[] {1, 3, 8})).isCloseTo(2 / 4.0, within(1e-12));
        assertThat(new Precision(10).of(RANKED, new int[] {1, 3, 8})).isCloseTo(2 / 10.0, within(1e-12));
    }

    @Test
    void cappedRecallIsTheShareOfWhatTheListCouldHold() {
        assertThat(new CappedRecall(2).of(RANKED, new int[] {1, 3, 8})).isCloseTo(1 / 2.0, within(1e-12));
        assertThat(new CappedRecall(5).of(RANKED, new int[] {1, 3, 8})).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void hitRateIsOneOrNothing() {
        assertThat(new HitRate(1).of(RANKED, new int[] {3})).isZero();
        assertThat(new HitRate(2).of(RANKED, new int[] {3})).isEqualTo(1);
    }

    @Test
    void aTallyOfAllCountsEachLengthByItself() {
        RankingTally tally = RankingTally.ofAll(List.of(1, 2));
        tally.add(new int[] {0, 1, 5}, new int[] {1});

        assertThat(tally.means(10, ""))
                .containsEntry("coverage@1", 0.1)
                .containsEntry("coverage@2", 0.2)
                .containsEntry("hit_rate@1", 0.0)
                .containsEntry("hit_rate@2", 1.0)
                .hasSize(14);
    }

    @Test
    void averagePrecisionIsTheMeanPrecisionAtHits() {
        // Precision 1/2 at place 2 and 2/4 at place 4, of three that could be hit.
        assertThat(new AveragePrecision(5).of(RANKED, new int[] {1, 3, 8})).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void aListShorterThanKCountsWhatItHas() {
        assertThat(new Ndcg(10).of(new int[] {4}, new int[] {4})).isCloseTo(1, within(1e-12));
        assertThat(new Recall(10).of(new int[] {}, new int[] {4})).isZero();
    }

    @Test
    void coverageIsTheShareOfItemsThatAnyListShows() {
        var tally = new RankingTally(2);
        tally.add(new int[] {0, 1, 5}, new int[] {9});
        var other = new RankingTally(2);
        other.add(new int[] {1, 2}, new int[] {1});

        assertThat(tally.plus(other).means(10, ""))
                .containsEntry("coverage@2", 0.3)
                .containsEntry("recall@2", 0.5);
        assertThat(tally.users()).isEqualTo(2);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
