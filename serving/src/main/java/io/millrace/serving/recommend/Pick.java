package io.millrace.serving.recommend;

import io.millrace.serving.view.CatalogEntry;
import java.util.function.Supplier;

/**
 * An item that is in a list.
 *
 * @param reason found only if the item is shown
 */
record Pick(CatalogEntry entry, ListPath path, double score, Supplier<Reason> reason) {
    RecommendedItem at(int rank) {
        return new RecommendedItem(rank, entry.id(), entry.title(), path, score, reason.get(), entry.attributes());
    }
}
