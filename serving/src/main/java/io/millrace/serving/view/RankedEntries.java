package io.millrace.serving.view;

import java.util.Iterator;
import java.util.stream.IntStream;

/** All items of a catalog in an order; those that came after the order was made stand last. */
public final class RankedEntries implements Iterable<CatalogEntry> {
    private final int[] order;
    private final EntryPages entries;

    RankedEntries(int[] order, EntryPages entries) {
        this.order = order;
        this.entries = entries;
    }

    /** Number of items. */
    public int size() {
        return entries.size();
    }

    /** The item with this rank, from 0 on. */
    public CatalogEntry get(int rank) {
        return entries.get(rank < order.length ? order[rank] : rank);
    }

    @Override
    public Iterator<CatalogEntry> iterator() {
        return IntStream.range(0, size()).mapToObj(this::get).iterator();
    }
}
