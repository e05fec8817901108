package io.millrace.serving.recommend;

import io.millrace.contracts.change.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The most popular items.
 *
 * @param responseId by which it can be explained
 * @param window {@code recent} or {@code all}
 * @param position every change of an item that the source had committed up to here is in the answer
 * @param asOf the moment up to which interactions are counted
 */
public record PopularItems(
        String responseId,
        String window,
        boolean stale,
        Position position,
        Instant asOf,
        long ageSeconds,
        List<Ranked> items) {
    /**
     * An item.
     *
     * @param interactions rows of interactions in the window
     */
    public record Ranked(int rank, String item, String title, long interactions, Map<String, String> attributes) {}
}
