package io.millrace.features;

import java.util.Locale;

/** The Delta tables of a pipeline's features schema. */
public enum FeatureTable {
    /** Every single interaction. */
    INTERACTION_EVENTS,
    /** Interactions summed by user and item. */
    INTERACTIONS,
    /** Recency, frequency and monetary value by user; only where the pipeline file has a section for it. */
    RFM,
    /** Counts by item. */
    POPULARITY,
    /** The catalog. */
    ITEMS;

    /** The table's name in the lake, without the schema. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
