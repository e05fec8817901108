package io.millrace.ml.judge;

import io.millrace.ml.compare.ItemNeighbours;
import io.millrace.ml.compare.SparseMatrix;
import io.millrace.ml.rank.TopList;
import java.util.Arrays;
import java.util.List;

/** Ranks by item-kNN. */
public final class NeighbourRanker implements Ranker {
    private static final long serialVersionUID = 1;
    private static final int[] NONE = {};

    private final int k;
    private final int[] numbers;
    private final SparseMatrix neighbours;

    /**
     * Fits to what users have.
     *
     * @param k length of the lists
     * @param numbers of the items, ascending, by the matrix's column
     * @param train users by items
     * @param count neighbours of an item that count
     */
    public NeighbourRanker(int k, int[] numbers, SparseMatrix train, int count, double shrinkage) {
        this.k = k;
        this.numbers = numbers;
        this.neighbours = ItemNeighbours.of(train, count, shrinkage).neighbours();
    }

    @Override
    public List<Lists> of(List<JudgedUser> users) {
        double[] scores = new double[numbers.length];
        return users.stream().map(user -> lists(user, scores)).toList();
    }

    private Lists lists(JudgedUser user, double[] scores) {
        Arrays.fill(scores, 0);
        for (int index = 0; index < user.items().length; index++) {
            int item = Arrays.binarySearch(numbers, user.items()[index]);
            if (item >= 0) {
                neighbours.addRow(item, user.strengths()[index], scores);
            }
        }
        return new Lists(top(scores, user.items()), top(scores, NONE));
    }

    private int[] top(double[] scores, int[] excluded) {
        var list = new TopList(k);
        for (int item = 0; item < scores.length; item++) {
            if (Arrays.binarySearch(excluded, numbers[item]) < 0) {
                list.offer(item, scores[item]);
            }
        }
        return Arrays.stream(list.positions()).map(item -> numbers[item]).toArray();
    }
}
