package io.millrace.ml.compare;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class IalsTest {
    private static final int USERS = 30;
    private static final int ITEMS = 20;
    private static final IalsParameters PARAMETERS = new IalsParameters(3, 0.02, 0.2, 0.7, 0.1, 6, 5);
    private static final SparseMatrix PAIRS = pairs();

    /** Users and items of two tastes, with confidences, and an item that nobody has. */
    private static SparseMatrix pairs() {
        var random = new Random(3);
        int[] places = IntStream.range(0, USERS * (ITEMS - 1))
                .filter(place -> random.nextInt(10) < (place / (ITEMS - 1) % 2 == place % (ITEMS - 1) % 2 ? 5 : 1))
                .toArray();
        return SparseMatrix.of(
                Arrays.stream(places).map(place -> place / (ITEMS - 1)).toArray(),
                Arrays.stream(places).map(place -> place % (ITEMS - 1)).toArray(),
                Arrays.stream(places)
                        .mapToDouble(place -> 1 + random.nextInt(3))
                        .toArray(),
                USERS,
                ITEMS);
    }

    /** What is to be small, written down pair by pair. */
    private static double loss(float[][] users, float[][] items) {
        double loss = 0;
        for (int user = 0; user < USERS; user++) {
            int[] columns = PAIRS.row(user);
            for (int item = 0; item < ITEMS - 1; item++) {
                double score = product(users[user], items[item]);
                loss += PARAMETERS.unobserved() * score * score;
                int place = Arrays.binarySearch(columns, item);
                if (place >= 0) {
                    loss += PAIRS.rowValues(user)[place] * (1 - score) * (1 - score);
                }
            }
            loss += held(PAIRS.rowSize(user), ITEMS - 1) * product(users[user], users[user]);
        }
        SparseMatrix transposed = PAIRS.transposed();
        for (int item = 0; item < ITEMS - 1; item++) {
            loss += held(transposed.rowSize(item), USERS) * product(items[item], items[item]);
        }
        return loss;
    }

    private static double held(int pairs, int possible) {
        return PARAMETERS.regularization() * Math.pow(pairs + PARAMETERS.unobserved() * possible, PARAMETERS.power());
    }

    private static double product(float[] left, float[] right) {
        return IntStream.range(0, left.length)
                .mapToDouble(index -> (double) left[index] * right[index])
                .sum();
    }

    private static IalsParameters sweeping(int iterations) {
        return new IalsParameters(3, 0.02, 0.2, 0.7, 0.1, iterations, 5);
    }

    @Test
    void noOtherFactorsOfUsersAreBetterForTheseItems() {
        Ials ials = Ials.fit(PAIRS, PAIRS, PARAMETERS);
        double least = loss(ials.users(), ials.items());

        for (int user = 0; user < USERS; user++) {
            for (int index = 0; index < PARAMETERS.rank(); index++) {
                for (float step : new float[] {-0.01f, 0.01f}) {
                    float[][] moved =
                            Arrays.stream(ials.users()).map(float[]::clone).toArray(float[][]::new);
                    moved[user][index] += step;
                    assertThat(loss(moved, ials.items())).isGreaterThan(least);
                }
            }
        }
    }

    @Test
    void everySweepComesCloser() {
        double[] losses = IntStream.rangeClosed(1, 5)
                .mapToObj(sweeps -> Ials.fit(PAIRS, PAIRS, sweeping(sweeps)))
                .mapToDouble(ials -> loss(ials.users(), ials.items()))
                .toArray();

        for (int sweep = 1; sweep < losses.length; sweep++) {
            assertThat(losses[sweep]).isLessThan(losses[sweep - 1]);
        }
    }

    @Test
    void aUserWhomTrainingDoesNotKnowIsSolvedByTheProfile() {
        int[] rows = IntStream.range(0, USERS)
                .flatMap(user -> IntStream.range(0, PAIRS.rowSize(user)).map(index -> user))
                .toArray();
        int[] kept =
                IntStream.range(0, rows.length).filter(index -> rows[index] > 0).toArray();
        SparseMatrix withoutFirst = SparseMatrix.of(
                Arrays.stream(kept).map(index -> rows[index]).toArray(),
                Arrays.stream(kept).map(index -> PAIRS.columns()[index]).toArray(),
                Arrays.stream(kept).mapToDouble(index -> PAIRS.values()[index]).toArray(),
                USERS,
                ITEMS);

        Ials unknown = Ials.fit(withoutFirst, withoutFirst, PARAMETERS);
        Ials known = Ials.fit(withoutFirst, PAIRS, PARAMETERS);

        assertThat(unknown.users()[0]).containsOnly(0f);
        assertThat(known.items()).isDeepEqualTo(unknown.items());
        double[] scores = new double[ITEMS];
        known.score(0, scores);
        double had = Arrays.stream(PAIRS.row(0))
                .mapToDouble(item -> scores[item])
                .average()
                .orElseThrow();
        assertThat(had).isGreaterThan(Arrays.stream(scores).average().orElseThrow());
    }

    @Test
    void anItemThatNobodyHasScoresNothing() {
        double[] scores = new double[ITEMS];

        Ials.fit(PAIRS, PAIRS, PARAMETERS).score(1, scores);

        assertThat(scores[ITEMS - 1]).isCloseTo(0, within(0.0));
    }
}
