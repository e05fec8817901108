package io.millrace.serving.view;

import java.util.List;

/**
 * What is wanted more in the recent window than its whole past would let expect.
 *
 * @param recentShare the share of all interactions with all items that fall into the recent window
 */
public record Trend(double recentShare) {
    static Trend of(List<CatalogEntry> entries) {
        long recent = entries.stream().mapToLong(CatalogEntry::recent).sum();
        long all = entries.stream().mapToLong(CatalogEntry::interactions).sum();
        return new Trend(all == 0 ? 0 : (double) recent / all);
    }

    /** How many recent interactions an item would have if it were wanted as ever. */
    public double usual(CatalogEntry entry) {
        return recentShare * entry.interactions();
    }

    /**
     * How far an item is above that, in units of what chance alone does to such a count: so neither ten instead of one nor
     * a thousand instead of nine hundred is more of a trend by its size alone.
     */
    public double strength(CatalogEntry entry) {
        double usual = usual(entry);
        return (entry.recent() - usual) / Math.sqrt(usual + 1);
    }
}
