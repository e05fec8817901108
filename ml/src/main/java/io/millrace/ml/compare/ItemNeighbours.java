package io.millrace.ml.compare;

import io.millrace.ml.rank.TopList;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The neighbourhood model of items. The similarity of two items is {@code x·y / (|x| |y| + shrinkage)} over the values
 * that users gave them; an item's score for a user is the sum, over those of its most similar items that the user has, of
 * similarity times the user's value.
 *
 * @param profiles users by items
 * @param neighbours items by items: the row of an item holds those to whose score it adds, with its similarity
 */
public record ItemNeighbours(SparseMatrix profiles, SparseMatrix neighbours) implements Recommender {
    private static final int ITEMS_AT_ONCE = 256;

    /**
     * Fits the model.
     *
     * @param count how many most similar items of an item count; of equally similar ones the first ones
     */
    public static ItemNeighbours of(SparseMatrix train, int count, double shrinkage) {
        SparseMatrix byItem = train.transposed();
        double[] norms = norms(byItem);
        int items = train.columnCount();
        int blocks = (items + ITEMS_AT_ONCE - 1) / ITEMS_AT_ONCE;
        TopList[] nearest = new TopList[items];
        IntStream.range(0, blocks).parallel().forEach(block -> {
            double[] products = new double[items];
            int end = Math.min((block + 1) * ITEMS_AT_ONCE, items);
            for (int item = block * ITEMS_AT_ONCE; item < end; item++) {
                nearest[item] = nearest(item, products(item, train, byItem, products), norms, count, shrinkage);
            }
        });
        return new ItemNeighbours(train, rows(nearest).transposed());
    }

    /** The same similarities for users who have this. */
    public ItemNeighbours forProfiles(SparseMatrix otherProfiles) {
        return new ItemNeighbours(otherProfiles, neighbours);
    }

    private static double[] norms(SparseMatrix byItem) {
        return IntStream.range(0, byItem.rowCount())
                .mapToDouble(item ->
                        Math.sqrt(Arrays.stream(byItem.values(), byItem.starts()[item], byItem.starts()[item + 1])
                                .map(value -> value * value)
                                .sum()))
                .toArray();
    }

    /** The products of an item with all items that share a user with it. */
    private static double[] products(int item, SparseMatrix train, SparseMatrix byItem, double[] products) {
        Arrays.fill(products, 0);
        for (int index = byItem.starts()[item]; index < byItem.starts()[item + 1]; index++) {
            int user = byItem.columns()[index];
            double value = byItem.values()[index];
            for (int other = train.starts()[user]; other < train.starts()[user + 1]; other++) {
                products[train.columns()[other]] += value * train.values()[other];
            }
        }
        return products;
    }

    private static TopList nearest(int item, double[] products, double[] norms, int count, double shrinkage) {
        var nearest = new TopList(count);
        for (int other = 0; other < products.length; other++) {
            if (other != item && products[other] > 0) {
                nearest.offer(other, products[other] / (norms[item] * norms[other] + shrinkage));
            }
        }
        return nearest;
    }

    private static SparseMatrix rows(TopList[] nearest) {
        int[] starts = new int[nearest.length + 1];
        for (int item = 0; item < nearest.length; item++) {
            starts[item + 1] = starts[item] + nearest[item].size();
        }
        int[] columns = new int[starts[nearest.length]];
        double[] values = new double[columns.length];
        for (int item = 0; item < nearest.length; item++) {
            for (int place = 0; place < nearest[item].size(); place++) {
                columns[starts[item] + place] = nearest[item].position(place);
                values[starts[item] + place] = nearest[item].score(place);
            }
        }
        return new SparseMatrix(nearest.length, starts, columns, values);
    }

    @Override
    public void score(int user, double[] scores) {
        for (int index = profiles.starts()[user]; index < profiles.starts()[user + 1]; index++) {
            neighbours.addRow(profiles.columns()[index], profiles.values()[index], scores);
        }
    }
}
