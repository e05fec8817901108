package io.millrace.serving.recommend;

import io.millrace.serving.view.Facets;

/** Prices from one to another, both included. */
public record PriceRange(double least, double most) {
    /** Any price, or none. */
    public static final PriceRange ANY = new PriceRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean includes(Facets facets) {
        return isOpen() || facets.costs(least, most);
    }

    private boolean isOpen() {
        return least == Double.NEGATIVE_INFINITY && most == Double.POSITIVE_INFINITY;
    }
}
