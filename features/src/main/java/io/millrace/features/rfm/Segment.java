package io.millrace.features.rfm;

/**
 * The ten named segments over the scores of recency and frequency, as they are in common use (the grid that Putler's
 * guide to RFM analysis made popular): each pair of scores has exactly one.
 */
public enum Segment {
    CHAMPIONS("Champions"),
    LOYAL("Loyal customers"),
    POTENTIAL_LOYALISTS("Potential loyalists"),
    NEW("New customers"),
    PROMISING("Promising"),
    NEED_ATTENTION("Need attention"),
    ABOUT_TO_SLEEP("About to sleep"),
    AT_RISK("At risk"),
    CANNOT_LOSE("Can't lose them"),
    HIBERNATING("Hibernating");

    private static final int BEST = 5;

    /** Rows are recency scores from 5 down to 1; columns are frequency scores from 1 to 5. */
    private static final Segment[][] GRID = {
        {NEW, POTENTIAL_LOYALISTS, POTENTIAL_LOYALISTS, CHAMPIONS, CHAMPIONS},
        {PROMISING, POTENTIAL_LOYALISTS, POTENTIAL_LOYALISTS, LOYAL, LOYAL},
        {ABOUT_TO_SLEEP, ABOUT_TO_SLEEP, NEED_ATTENTION, LOYAL, LOYAL},
        {HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, CANNOT_LOSE},
        {HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, CANNOT_LOSE},
    };

    private final String title;

    Segment(String title) {
        this.title = title;
    }

    /** The segment of these scores, each from 1 to 5. */
    public static Segment of(int recencyScore, int frequencyScore) {
        return GRID[BEST - recencyScore][frequencyScore - 1];
    }

    /** The name that a person reads. */
    public String title() {
        return title;
    }
}
