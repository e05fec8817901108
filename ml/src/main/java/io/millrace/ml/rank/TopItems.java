package io.millrace.ml.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The best items of each of many users. Users and items are taken in blocks that stay in the processor's cache, because
 * reading the factors of all items from memory for each user would cost more than the arithmetic.
 */
public final class TopItems {
    /** Factors of so many items of rank 64 fill a quarter of a usual second-level cache. */
    private static final int ITEM_BLOCK = 512;

    private final ItemMatrix items;
    private final BitSet allowed;
    private final int limit;

    /**
     * Finds items in this matrix.
     *
     * @param allowed positions that may be in a list
     * @param limit length of a list
     */
    public TopItems(ItemMatrix items, BitSet allowed, int limit) {
        this.items = items;
        this.allowed = allowed;
        this.limit = limit;
    }

    /** The lists of these users in their order, each without the positions that its user excludes. */
    public List<TopList> of(List<ScoredUser> users) {
        List<TopList> lists = new ArrayList<>(users.size());
        users.forEach(user -> lists.add(new TopList(limit)));
        for (int start = 0; start < items.size(); start += ITEM_BLOCK) {
            int end = Math.min(start + ITEM_BLOCK, items.size());
            for (int index = 0; index < users.size(); index++) {
                offerBlock(users.get(index), lists.get(index), start, end);
            }
        }
        return lists;
    }

    private void offerBlock(ScoredUser user, TopList list, int start, int end) {
        for (int position = start; position < end; position++) {
            float score = items.score(position, user.factor());
            // The cheap question first: nearly no item gets past it.
            if (list.admits(score) && allowed.get(position) && Arrays.binarySearch(user.excluded(), position) < 0) {
                list.offer(position, score);
            }
        }
    }

    /**
     * A user to find items for.
     *
     * @param excluded positions that must not be in the list, ascending
     */
    public record ScoredUser(float[] factor, int[] excluded) {}
}
