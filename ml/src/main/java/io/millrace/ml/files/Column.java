package io.millrace.ml.files;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of a file can mean; in a file without a header they stand in this order. */
public enum Column {
    USER("user", "userid", "uid", "customer", "customerid", "visitor", "visitorid"),
    ITEM("item", "itemid", "iid", "product", "productid", "movie", "movieid", "stockcode", "sku"),
    WEIGHT("weight", "rating", "quantity", "count", "plays"),
    TIME("time", "timestamp", "at", "date", "datetime", "invoicedate"),
    EVENT("event", "session", "sessionid", "order", "orderid", "invoice", "invoiceno");

    private final List<String> headings;

    Column(String... headings) {
        this.headings = List.of(headings);
    }

    /** What the column is called on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a file without it is of no use. */
    boolean isNeeded() {
        return this == USER || this == ITEM;
    }

    /** The column of that name on the command line. */
    static Optional<Column> of(String word) {
        return Arrays.stream(values())
                .filter(column -> column.toString().equals(word))
                .findFirst();
    }

    /** Where it is among these headings, by the first of its usual names that is there. */
    Optional<Integer> find(List<String> header) {
        List<String> words = header.stream()
                .map(heading -> heading.strip().toLowerCase(Locale.ROOT).replaceAll("[_ -]", ""))
                .toList();
        return headings.stream().map(words::indexOf).filter(place -> place >= 0).findFirst();
    }
}
