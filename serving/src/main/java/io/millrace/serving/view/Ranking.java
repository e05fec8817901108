package io.millrace.serving.view;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An order of the items of a catalog. Items that came later have no place in it; they stand behind the others, as they came.
 *
 * @param order the place in the catalog of each rank
 * @param ranks the rank of each place
 */
record Ranking(int[] order, int[] ranks) {
    static Ranking of(List<CatalogEntry> entries, Comparator<CatalogEntry> comparator) {
        int[] order = IntStream.range(0, entries.size())
                .boxed()
                .sorted((left, right) -> comparator.compare(entries.get(left), entries.get(right)))
                .mapToInt(Integer::intValue)
                .toArray();
        var ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return new Ranking(order, ranks);
    }

    int place(int rank) {
        return rank < order.length ? order[rank] : rank;
    }

    private int rank(int place) {
        return place < ranks.length ? ranks[place] : place;
    }

    /** These places in the order of their ranks; costs as much as they are, not as much as the catalog is. */
    int[] sorted(BitSet places) {
        return places.stream().map(this::rank).sorted().map(this::place).toArray();
    }
}
