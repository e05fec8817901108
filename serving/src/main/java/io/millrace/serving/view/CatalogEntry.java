package io.millrace.serving.view;

import java.util.Map;

/**
 * An item as it is shown.
 *
 * @param recent rows of interactions in the recent window
 * @param interactions rows of interactions in all
 */
public record CatalogEntry(
        String id, String title, boolean available, Map<String, String> attributes, long recent, long interactions) {

    /** An item whose interactions nobody has counted yet. */
    static CatalogEntry uncounted(String id) {
        return new CatalogEntry(id, id, false, Map.of(), 0, 0);
    }

    /** The item with another row. */
    CatalogEntry as(String newTitle, boolean isAvailable, Map<String, String> newAttributes) {
        return new CatalogEntry(id, newTitle, isAvailable, newAttributes, recent, interactions);
    }

    /** The item without a row: nothing of what the row said is left. */
    CatalogEntry gone() {
        return as(id, false, Map.of());
    }
}
