package io.millrace.workloads.shop.intake.write;

import java.util.Locale;

/** Why the shop cannot do what it was asked for, however often it is tried. */
public enum RefusalReason {
    UNKNOWN_USER,
    UNKNOWN_PRODUCT,
    OUT_OF_STOCK,
    /** It is in orders, and cannot be taken out. */
    STILL_ORDERED,
    /** A rule of the tables forbids it, such as a total beyond what a column holds. */
    AGAINST_A_RULE,
    /** The id stands for something else that was asked for before. */
    ID_USED_TWICE,
    /** The record is none of the intake's. */
    UNREADABLE;

    /** As it stands in tables, answers and metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
