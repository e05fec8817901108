package io.millrace.serving.recommend;

import java.util.Map;

/**
 * An item in a list.
 *
 * @param rank 1 for the best, whether it is shown or not
 * @param path by which it came into the list
 * @param score orders the items of the same path
 */
public record RecommendedItem(
        int rank,
        String item,
        String title,
        ListPath path,
        double score,
        Reason reason,
        Map<String, String> attributes) {}
