package io.millrace.workloads.shop.intake.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What becomes of a product. */
public enum ProductChange {
    CREATED,
    UPDATED,
    DELETED;

    /** As it is written. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
