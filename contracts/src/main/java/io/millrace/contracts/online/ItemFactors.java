package io.millrace.contracts.online;

import java.util.List;

/**
 * Items with their factors.
 *
 * @param ids of the items
 * @param rank length of one factor
 * @param factors of item 0, then of item 1, and so on: {@code ids.size() * rank} numbers
 */
public record ItemFactors(List<String> ids, int rank, float[] factors) {
    public ItemFactors {
        ids = List.copyOf(ids);
        if (factors.length != ids.size() * rank) {
            throw new IllegalArgumentException("%d items of rank %d need %d numbers, but there are %d"
                    .formatted(ids.size(), rank, ids.size() * rank, factors.length));
        }
    }
}
