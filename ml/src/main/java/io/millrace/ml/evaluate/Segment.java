package io.millrace.ml.evaluate;

/** A part of the users, or of the items, that a mean over all can hide. */
public enum Segment {
    /** Users of whom training knows few items. */
    NEW_USERS("new-users"),
    /** The tenth of training's users who have the most items. */
    HEAVY_USERS("heavy-users"),
    /** All users, judged by unpopular items alone: those that together make up a fifth of training's pairs. */
    TAIL_ITEMS("tail-items");

    private final String code;

    Segment(String code) {
        this.code = code;
    }

    /** What it is called in reports. */
    public String code() {
        return code;
    }

    /** What the names of its metrics end with. */
    public String suffix() {
        return "/" + code;
    }
}
