package io.millrace.serving.recommend;

import io.millrace.contracts.change.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The items that are wanted more than their past lets expect.
 *
 * @param responseId by which it can be explained
 * @param window {@code recent}: that which is compared with the whole past
 * @param position every change of an item that the source had committed up to here is in the answer
 * @param asOf the moment up to which interactions are counted
 */
public record TrendingItems(
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
     * @param score how far the recent interactions are above the usual ones, in standard deviations
     * @param interactions rows of interactions in the recent window
     * @param usual how many there would be if the item were wanted as ever
     */
    public record Ranked(
            int rank,
            String item,
            String title,
            double score,
            long interactions,
            double usual,
            Map<String, String> attributes) {}
}
