package io.millrace.serving.view;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * What an item is sorted and chosen by, read once, so that a request does not parse text for every item.
 *
 * @param category nothing for an item without one
 * @param price not a number for an item without one
 */
public record Facets(Optional<String> category, double price) {
    /** Of an item of which nothing is known. */
    static final Facets NONE = new Facets(Optional.empty(), Double.NaN);

    // Postgres has numbers that are none, and a pipeline may name a column that holds no numbers at all.
    static double priceOf(String text) {
        try {
            return new BigDecimal(text.strip()).doubleValue();
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether the category is one of these. */
    public boolean isIn(Set<String> categories) {
        return category.isPresent() && categories.contains(category.get());
    }

    /** Whether there is a price, and it is within these bounds. */
    public boolean costs(double least, double most) {
        return price >= least && price <= most;
    }
}
