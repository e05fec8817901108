package io.millrace.serving.recommend;

import io.millrace.serving.view.CatalogEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which items a list may have, by what they are. An item passes if it meets all conditions that there are; one without a
 * category, price or attribute does not meet a condition on it.
 *
 * @param ids of which it must be one; empty for any
 * @param categories of which it must be in one; empty for any
 * @param attributes all of which it must have
 */
public record ItemFilter(Set<String> ids, Set<String> categories, PriceRange price, List<Choice> attributes) {
    /** Lets every item pass. */
    public static final ItemFilter NONE = new ItemFilter(Set.of(), Set.of(), PriceRange.ANY, List.of());

    public ItemFilter {
        ids = Set.copyOf(ids);
        categories = Set.copyOf(categories);
        attributes = List.copyOf(attributes);
    }

    /** An attribute and the values of which it must have one. */
    public record Choice(String attribute, Set<String> values) {
        public Choice {
            values = Set.copyOf(values);
        }

        private boolean isMetBy(CatalogEntry entry) {
            return values.contains(entry.attributes().getOrDefault(attribute, ""))
                    && entry.attributes().containsKey(attribute);
        }
    }

    /** The same conditions for some items only. */
    ItemFilter among(Set<String> some) {
        return new ItemFilter(some, categories, price, attributes);
    }

    /** Whether the item passes. Asked of many items in a request, so it leaves nothing to collect. */
    boolean lets(CatalogEntry entry) {
        return (ids.isEmpty() || ids.contains(entry.id()))
                && (categories.isEmpty() || entry.facets().isIn(categories))
                && price.includes(entry.facets())
                && hasAttributes(entry);
    }

    /** The first condition that the item does not meet; nothing if it passes. */
    Optional<Removal> unmet(CatalogEntry entry) {
        if (!ids.isEmpty() && !ids.contains(entry.id())) {
            return Optional.of(Removal.NOT_AMONG);
        }
        if (!categories.isEmpty() && !entry.facets().isIn(categories)) {
            return Optional.of(Removal.CATEGORY);
        }
        if (!price.includes(entry.facets())) {
            return Optional.of(Removal.PRICE);
        }
        return hasAttributes(entry) ? Optional.empty() : Optional.of(Removal.ATTRIBUTE);
    }

    private boolean hasAttributes(CatalogEntry entry) {
        for (int index = 0; index < attributes.size(); index++) {
            if (!attributes.get(index).isMetBy(entry)) {
                return false;
            }
        }
        return true;
    }
}
