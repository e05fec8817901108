package io.millrace.contracts.online;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An item as the API shows and filters it.
 *
 * @param title what a person reads; the id where the pipeline names no title
 * @param available whether it may be recommended
 * @param attributes the columns that the pipeline names, as text; a NULL is absent
 * @param interactions rows of interactions in all
 * @param users distinct users with an interaction
 * @param recent rows of interactions in the recent window before the as-of moment
 * @param averagePrice where the pipeline gives one
 */
public record CatalogItem(
        String id,
        String title,
        boolean available,
        Map<String, String> attributes,
        long interactions,
        long users,
        long recent,
        Optional<BigDecimal> averagePrice) {
    public CatalogItem {
        attributes = new TreeMap<>(attributes);
    }
}
