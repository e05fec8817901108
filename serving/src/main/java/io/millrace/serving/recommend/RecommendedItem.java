package io.millrace.serving.recommend;

import java.util.Map;

/**
 * An item in a list.
 *
 * @param score orders the items that share a kind of reason; of popular items it is the number of interactions
 */
public record RecommendedItem(
        int rank, String item, String title, double score, Reason reason, Map<String, String> attributes) {}
