package io.millrace.serving.view;

import java.util.Map;
import java.util.Optional;

/**
 * Which attributes of items are their category and their price.
 *
 * @param category name of the attribute
 * @param price name of the attribute
 */
public record FacetNames(String category, String price) {

    /** What these attributes say of an item. */
    Facets of(Map<String, String> attributes) {
        return new Facets(
                Optional.ofNullable(attributes.get(category)), Facets.priceOf(attributes.getOrDefault(price, "")));
    }
}
