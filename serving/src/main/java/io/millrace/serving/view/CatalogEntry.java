package io.millrace.serving.view;

import java.util.Map;

/**
 * An item as it is shown.
 *
 * @param recent rows of interactions in the recent window
 * @param interactions rows of interactions in all
 */
public record CatalogEntry(
        String id, String title, boolean available, Map<String, String> attributes, long recent, long interactions) {}
