package io.millrace.workloads.shop.intake.event;

import java.util.Locale;

/** What an event is about; each kind has its topic. */
public enum EventKind {
    ORDER,
    PRODUCT;

    /** As it stands in tables and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
