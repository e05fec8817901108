package io.millrace.serving.recommend;

import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;
import java.util.Optional;

/**
 * Items by how much more than usual they are wanted.
 *
 * @param category of the items; nothing for those of all
 */
record TrendingList(Catalog catalog, Optional<String> category) {

    /** Items of one category. */
    static TrendingList in(Catalog catalog, String category) {
        return new TrendingList(catalog, Optional.of(category));
    }

    /** Adds the items that are ahead most. */
    void addTo(Draft draft) {
        draft.addAll(
                draft.shortlist().map(Shortlist::trending).orElseGet(catalog::trending),
                this::isOfCategory,
                this::pick);
    }

    private boolean isOfCategory(CatalogEntry entry) {
        return category.isEmpty() || entry.facets().category().equals(category);
    }

    private Pick pick(CatalogEntry entry) {
        double trend = catalog.trend().strength(entry);
        return new Pick(entry, ListPath.TRENDING, trend, () -> Reason.trending(trend > 0, category));
    }
}
