package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.features.live.LakeUsers.LakeUser;
import io.millrace.features.live.LiveLook.Seen;
import io.millrace.features.online.OnlineJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/**
 * Holds live users and items to those of the lake: each that was the same before the lake had reached its position, and is
 * now that the live state has reached the lake's, has what it had at that position.
 */
final class InteractionComparison {
    private final Jedis jedis;
    private final OnlineKeys keys;
    private final String generation;
    private final LiveLook before;
    private final Reach reach;
    private final List<InteractionDifference> differences = new ArrayList<>();
    private long users;
    private long items;
    private long moved;

    /**
     * A comparison that has not begun.
     *
     * @param before what was in Redis when the lake was not yet there
     * @param reach up to where what is there can be compared
     */
    InteractionComparison(Jedis jedis, OnlineKeys keys, String generation, LiveLook before, Reach reach) {
        this.jedis = jedis;
        this.keys = keys;
        this.generation = generation;
        this.before = before;
        this.reach = reach;
    }

    /** Compares the users of the lake, and those that it does not have. */
    void users(Stream<LakeUser> lake, UserComparison comparison) {
        Set<String> others = new HashSet<>(before.users().keySet());
        List<LakeUser> some = new ArrayList<>();
        Iterator<LakeUser> all = lake.iterator();
        while (all.hasNext()) {
            LakeUser user = all.next();
            others.remove(user.id());
            some.add(user);
            if (some.size() == LiveLook.AT_ONCE || !all.hasNext()) {
                compare(some.stream().map(LakeUser::id).toList(), some, comparison);
                some.clear();
            }
        }
        List<String> notInLake = List.copyOf(others);
        for (int from = 0; from < notInLake.size(); from += LiveLook.AT_ONCE) {
            compare(
                    notInLake.subList(from, Math.min(from + LiveLook.AT_ONCE, notInLake.size())),
                    List.of(),
                    comparison);
        }
    }

    private void compare(List<String> ids, List<LakeUser> lake, UserComparison comparison) {
        List<byte[]> found = LiveLook.users(jedis, keys, generation, ids);
        for (int index = 0; index < ids.size(); index++) {
            String id = ids.get(index);
            Optional<byte[]> bytes = Optional.ofNullable(found.get(index));
            Optional<Seen> now = bytes.map(Seen::of);
            Position at = now.map(Seen::at).orElse(Position.START);
            if (!now.equals(Optional.ofNullable(before.users().get(id)))) {
                moved++;
            } else if (isComparable(id, null, at)) {
                users++;
                differences.addAll(
                        comparison.of(id, lake.isEmpty() ? Optional.empty() : Optional.of(lake.get(index)), bytes));
            }
        }
    }

    /** Says what is wrong with a position that never was one: nothing that is written later takes its place. */
    private boolean isComparable(String user, String item, Position at) {
        if (reach.isBeyond(at)) {
            differences.add(
                    new InteractionDifference(user, item, "at most position " + reach.live(), "position " + at));
        } else if (!reach.has(at)) {
            moved++;
        }
        return reach.has(at);
    }

    /** Compares the items of the lake, and those that it does not have. */
    void items(Map<String, LiveItem> lake) {
        Map<String, String> now = jedis.hgetAll(keys.liveItems(generation));
        Set<String> ids = new TreeSet<>(lake.keySet());
        ids.addAll(now.keySet());
        for (String id : ids) {
            Optional<String> there = Optional.ofNullable(now.get(id));
            Position at = there.map(LiveLook::position).orElse(Position.START);
            if (!there.equals(Optional.ofNullable(before.items().get(id)))) {
                moved++;
            } else if (isComparable(null, id, at)) {
                items++;
                compare(id, Optional.ofNullable(lake.get(id)), there);
            }
        }
    }

    private void compare(String id, Optional<LiveItem> lake, Optional<String> redis) {
        Optional<String> expected = lake.map(InteractionComparison::text);
        Optional<String> found = redis.flatMap(InteractionComparison::read);
        if (!expected.equals(found)) {
            differences.add(new InteractionDifference(null, id, expected.orElse(null), found.orElse(null)));
        }
    }

    /** What is said of an item that exists, or why that cannot be read. */
    private static Optional<String> read(String text) {
        try {
            return Optional.of(OnlineJson.read(text, LiveItem.class))
                    .filter(LiveItem::exists)
                    .map(InteractionComparison::text);
        } catch (IllegalArgumentException e) {
            return Optional.of("unreadable: " + e.getMessage());
        }
    }

    private static String text(LiveItem item) {
        return "'%s', %s, %s"
                .formatted(item.title(), item.available() ? "available" : "not available", item.attributes());
    }

    /** What was found. */
    InteractionReport report() {
        return new InteractionReport(reach.lake(), users, items, moved, differences);
    }
}
