package io.millrace.ml.evaluate;

import io.millrace.ml.rank.ItemMatrix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The list that is the same for everybody: items by how many users had them. */
public final class PopularItems implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] order;

    /**
     * A list in this order.
     *
     * @param order positions, most popular first
     */
    public PopularItems(int[] order) {
        this.order = order.clone();
    }

    /**
     * Counts users by item.
     *
     * @param ratings one row for each pair of user and item_number
     */
    public static PopularItems of(Dataset<Row> ratings, ItemMatrix items) {
        Map<Integer, Long> users = new HashMap<>();
        ratings.groupBy("item_number")
                .count()
                .collectAsList()
                .forEach(row -> users.put(items.position(row.getInt(0)), row.getLong(1)));
        return new PopularItems(IntStream.range(0, items.size())
                .boxed()
                .sorted(Comparator.comparing((Integer position) -> -users.getOrDefault(position, 0L))
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /**
     * The first of the list.
     *
     * @param excluded positions that are left out, ascending
     */
    public int[] top(int limit, int[] excluded) {
        return Arrays.stream(order)
                .filter(position -> Arrays.binarySearch(excluded, position) < 0)
                .limit(limit)
                .toArray();
    }
}
