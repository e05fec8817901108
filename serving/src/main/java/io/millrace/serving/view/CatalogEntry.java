package io.millrace.serving.view;

import java.util.Map;

/**
 * An item as it is shown.
 *
 * @param exists whether there is a row of it; it may have been deleted since the features were computed
 * @param facets what the attributes say that items are chosen by
 * @param recent rows of interactions in the recent window
 * @param interactions rows of interactions in all
 */
public record CatalogEntry(
        String id,
        String title,
        boolean exists,
        boolean available,
        Map<String, String> attributes,
        Facets facets,
        long recent,
        long interactions) {

    /** An item whose interactions nobody has counted yet. */
    static CatalogEntry uncounted(String id) {
        return new CatalogEntry(id, id, false, false, Map.of(), Facets.NONE, 0, 0);
    }

    /** The item with another row. */
    CatalogEntry as(String newTitle, boolean isAvailable, Map<String, String> newAttributes, Facets newFacets) {
        return new CatalogEntry(id, newTitle, true, isAvailable, newAttributes, newFacets, recent, interactions);
    }

    /** The item without a row: nothing of what the row said is left. */
    CatalogEntry gone() {
        return new CatalogEntry(id, id, false, false, Map.of(), Facets.NONE, recent, interactions);
    }
}
