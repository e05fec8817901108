package io.millrace.ml.judge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The list that is the same for everybody: items by how many users had them. */
public final class PopularItems implements Ranker {
    private static final long serialVersionUID = 1;
    private static final int[] NONE = {};

    private final int k;
    private final int[] order;

    /**
     * Ranks by these counts; of equally popular items the lower number is first.
     *
     * @param k length of the lists
     * @param users by the item's number
     */
    public PopularItems(int k, Map<Integer, Long> users) {
        this.k = k;
        this.order = users.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    @Override
    public List<Lists> of(List<JudgedUser> users) {
        int[] all = top(NONE);
        return users.stream().map(user -> new Lists(top(user.items()), all)).toList();
    }

    private int[] top(int[] excluded) {
        return Arrays.stream(order)
                .filter(item -> Arrays.binarySearch(excluded, item) < 0)
                .limit(k)
                .toArray();
    }
}
