package io.millrace.serving.view;

import java.util.BitSet;
import java.util.Iterator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Items of a catalog in an order; those that came after the order was made stand last. */
public final class RankedEntries implements Iterable<CatalogEntry> {
    private final EntryPages entries;
    private final int size;
    private final IntUnaryOperator placeOfRank;

    private RankedEntries(EntryPages entries, int size, IntUnaryOperator placeOfRank) {
        this.entries = entries;
        this.size = size;
        this.placeOfRank = placeOfRank;
    }

    static RankedEntries all(EntryPages entries, Ranking ranking) {
        return new RankedEntries(entries, entries.size(), ranking::place);
    }

    static RankedEntries some(EntryPages entries, Ranking ranking, BitSet places) {
        int[] sorted = ranking.sorted(places);
        return new RankedEntries(entries, sorted.length, rank -> sorted[rank]);
    }

    /** Number of items. */
    public int size() {
        return size;
    }

    /** The item with this rank, from 0 on. */
    public CatalogEntry get(int rank) {
        return entries.get(placeOfRank.applyAsInt(rank));
    }

    @Override
    public Iterator<CatalogEntry> iterator() {
        return IntStream.range(0, size()).mapToObj(this::get).iterator();
    }
}
