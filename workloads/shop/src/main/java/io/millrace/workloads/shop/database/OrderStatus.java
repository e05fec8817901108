package io.millrace.workloads.shop.database;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The states of an order, stored by their {@link #text}. */
public enum OrderStatus {
    /** Placed, not yet paid. */
    PENDING,
    /** Paid: the only state that counts as a purchase. */
    COMPLETED,
    /** Called off before it was paid, or emptied line by line. */
    CANCELLED,
    /** Paid back. */
    REFUNDED;

    /** The value of the column {@code orders.status}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
