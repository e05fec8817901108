package io.millrace.serving.recommend;

import io.millrace.serving.view.Catalog;
import io.millrace.serving.view.CatalogEntry;

/** Items of a category by how much more than usual they are wanted. */
record TrendingList(Catalog catalog, String category) {

    /** Adds the items that are ahead most. */
    void addTo(Draft draft) {
        draft.addAll(catalog.trending(), this::isOfCategory, this::pick);
    }

    private boolean isOfCategory(CatalogEntry entry) {
        return entry.facets().category().filter(category::equals).isPresent();
    }

    private Pick pick(CatalogEntry entry) {
        double trend = catalog.trend().strength(entry);
        return new Pick(entry, ListPath.TRENDING, trend, () -> Reason.trending(trend > 0, category));
    }
}
