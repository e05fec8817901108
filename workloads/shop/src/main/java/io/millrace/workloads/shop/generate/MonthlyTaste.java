package io.millrace.workloads.shop.generate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What each segment buys in one month: a product's chance is its popularity, times the segment's affinity to its
 * category and style, times the season of the category.
 */
final class MonthlyTaste {
    private final Map<Segment, double[]> runningTotals = new EnumMap<>(Segment.class);
    private final List<CatalogueItem> items;

    MonthlyTaste(Catalogue catalogue, int month) {
        this.items = catalogue.items();
        for (Segment segment : Segment.values()) {
            var weights = new double[items.size()];
            for (int i = 0; i < weights.length; i++) {
                CatalogueItem item = items.get(i);
                weights[i] = item.popularity()
                        * segment.affinity(item.category(), item.style())
                        * item.category().season(month);
            }
            runningTotals.put(segment, Dice.runningTotals(weights));
        }
    }

    CatalogueItem draw(Segment segment, Dice dice) {
        double[] totals = runningTotals.get(segment);
        return items.get(dice.index(totals, totals.length));
    }
}
