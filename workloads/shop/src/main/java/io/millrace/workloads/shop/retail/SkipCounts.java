package io.millrace.workloads.shop.retail;

import java.util.EnumMap;
import java.util.Map;

/** How many lines were skipped for each reason. */
final class SkipCounts {
    private final Map<SkipReason, Long> counts = new EnumMap<>(SkipReason.class);

    void add(SkipReason reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    /** Every reason with its count, zeros included. */
    Map<SkipReason, Long> all() {
        Map<SkipReason, Long> all = new EnumMap<>(SkipReason.class);
        for (SkipReason reason : SkipReason.values()) {
            all.put(reason, counts.getOrDefault(reason, 0L));
        }
        return all;
    }
}
