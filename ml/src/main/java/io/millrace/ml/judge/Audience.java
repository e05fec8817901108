package io.millrace.ml.judge;

import io.millrace.ml.evaluate.Segment;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which items training knows, and who and what belongs to which segment.
 *
 * @param few items of a new user at most
 * @param many items of a heavy user at least
 * @param known numbers of the items that training knows
 * @param tail numbers of the unpopular ones
 */
record Audience(long few, long many, BitSet known, BitSet tail) implements Serializable {
    private static final double HEAD = 0.8;
    private static final double HEAVY = 0.9;

    /**
     * The audience of training.
     *
     * @param usersOfItem by the item's number
     * @param itemsOfUser for each user how many, in any order
     */
    static Audience of(long few, Map<Integer, Long> usersOfItem, long[] itemsOfUser) {
        var known = new BitSet();
        usersOfItem.keySet().forEach(known::set);
        long[] sizes = itemsOfUser.clone();
        Arrays.sort(sizes);
        long many = sizes.length == 0 ? 0 : sizes[(int) (HEAVY * (sizes.length - 1))];
        return new Audience(few, Math.max(few + 1, many), known, tail(usersOfItem));
    }

    private static BitSet tail(Map<Integer, Long> usersOfItem) {
        List<Map.Entry<Integer, Long>> popularFirst = usersOfItem.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        double head =
                HEAD * usersOfItem.values().stream().mapToLong(Long::longValue).sum();
        var tail = new BitSet();
        long before = 0;
        for (Map.Entry<Integer, Long> item : popularFirst) {
            tail.set(item.getKey(), before >= head);
            before += item.getValue();
        }
        return tail;
    }

    /** Those of the items that training knows, ascending and each once. */
    int[] known(int[] items) {
        return Arrays.stream(items).filter(known::get).sorted().distinct().toArray();
    }

    /** The segments that a user counts for, each with the items by which its list is judged there. */
    Map<Segment, int[]> segments(JudgedUser user, int[] fresh) {
        Map<Segment, int[]> segments = new EnumMap<>(Segment.class);
        if (user.items().length <= few) {
            segments.put(Segment.NEW_USERS, fresh);
        }
        if (user.items().length >= many) {
            segments.put(Segment.HEAVY_USERS, fresh);
        }
        segments.put(Segment.TAIL_ITEMS, Arrays.stream(fresh).filter(tail::get).toArray());
        return segments;
    }
}
