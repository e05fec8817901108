package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
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
 * now that the live state has reached the lake's, has what it had at that position. Of one that the lake has not reached
 * nothing is said, however far ahead it is.
 */
final class InteractionComparison {
    private final Jedis jedis;
    private final OnlineKeys keys;
    private final String generation;
    private final LiveLook before;
    private final Position lake;
    private final Differences differences;
    private long usersInLake;
    private long itemsInLake;
    private long users;
    private long items;
    private long moved;

    /**
     * A comparison that has not begun.
     *
     * @param before what was in Redis when the lake was not yet there
     * @param lake what the lake has, which the live state has in all of its parts
     * @param differences to which those that are found are added
     */
    InteractionComparison(
            Jedis jedis, OnlineKeys keys, String generation, LiveLook before, Position lake, Differences differences) {
        this.jedis = jedis;
        this.keys = keys;
        this.generation = generation;
        this.before = before;
        this.lake = lake;
        this.differences = differences;
    }

    /** Compares the users of the lake, and those that it does not have. */
    void users(Stream<LakeUser> expected, UserComparison comparison) {
        Set<String> others = new HashSet<>(before.users().keySet());
        List<LakeUser> some = new ArrayList<>();
        Iterator<LakeUser> all = expected.iterator();
        while (all.hasNext()) {
            LakeUser user = all.next();
            usersInLake++;
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

    /** Compares these users, of which the lake has all or none. */
    private void compare(List<String> ids, List<LakeUser> expected, UserComparison comparison) {
        List<byte[]> found = LiveLook.users(jedis, keys, generation, ids);
        for (int index = 0; index < ids.size(); index++) {
            String id = ids.get(index);
            Optional<byte[]> bytes = Optional.ofNullable(found.get(index));
            Optional<Seen> now = bytes.map(Seen::of);
            if (isMoved(Optional.ofNullable(before.users().get(id)), now, now.map(Seen::at))) {
                moved++;
                continue;
            }
            Optional<LakeUser> user = expected.isEmpty() ? Optional.empty() : Optional.of(expected.get(index));
            users += user.isPresent() ? 1 : 0;
            comparison.of(id, user, bytes).forEach(differences::add);
        }
    }

    /** A position that the lake has not reached may be ahead of what all parts have. */
    private <T> boolean isMoved(Optional<T> then, Optional<T> now, Optional<Position> at) {
        return !then.equals(now) || !lake.reaches(at.orElse(Position.START));
    }

    /** Compares the items of the lake, and those that it does not have. */
    void items(Map<String, LiveItem> expected) {
        itemsInLake = expected.size();
        Map<String, String> now = jedis.hgetAll(keys.liveItems(generation));
        Set<String> ids = new TreeSet<>(expected.keySet());
        ids.addAll(now.keySet());
        for (String id : ids) {
            Optional<String> there = Optional.ofNullable(now.get(id));
            if (isMoved(Optional.ofNullable(before.items().get(id)), there, there.map(LiveLook::position))) {
                moved++;
                continue;
            }
            items += expected.containsKey(id) ? 1 : 0;
            compare(id, Optional.ofNullable(expected.get(id)), there);
        }
    }

    private void compare(String id, Optional<LiveItem> item, Optional<String> redis) {
        Optional<String> expected = item.map(InteractionComparison::text);
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

    /**
     * What was found.
     *
     * @throws PipelineException of kind NOT_READY if nothing was, and not one of the lake's users, or of its items, compared
     */
    InteractionReport report() {
        if (differences.count() == 0) {
            requireSome("users", users, usersInLake);
            requireSome("items", items, itemsInLake);
        }
        return new InteractionReport(lake, users, items, moved, differences.count(), differences.named());
    }

    private void requireSome(String what, long compared, long inLake) {
        if (compared == 0 && inLake > 0) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "None of the lake's %,d %s could be compared: they moved meanwhile, or are ahead of the lake's %s; ask when less is written"
                            .formatted(inLake, what, lake));
        }
    }
}
