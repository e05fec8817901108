package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.features.online.OnlineJson;
import io.millrace.features.online.OnlineVersions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/**
 * What stood in Redis of the users and items of a generation.
 *
 * @param users by id, by which they are known again
 * @param items by id, as they are written
 */
record LiveLook(Map<String, Seen> users, Map<String, String> items) {
    /** Keys that are asked for in one round trip. */
    static final int AT_ONCE = 500;

    /**
     * A user, without what is told of it.
     *
     * @param at of its latest change; the first of all positions where it cannot be read
     */
    record Seen(Position at, int hash) {
        static Seen of(byte[] bytes) {
            return new Seen(position(bytes), Arrays.hashCode(bytes));
        }

        private static Position position(byte[] bytes) {
            try {
                return LiveUserCodec.decode(bytes).position();
            } catch (IllegalArgumentException e) {
                // Nothing that could be waited for; the comparison says that it cannot be read.
                return Position.START;
            }
        }
    }

    /** Looks at all of them. */
    static LiveLook at(Jedis jedis, OnlineKeys keys, String generation) {
        String nobody = keys.liveUser(generation, "");
        String prefix = nobody.substring(0, nobody.length() - 1);
        List<String> ids = new OnlineVersions(jedis)
                .keys(prefix).stream()
                        .map(key -> key.substring(prefix.length(), key.length() - 1))
                        .toList();
        Map<String, Seen> users = new HashMap<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
            List<byte[]> found = users(jedis, keys, generation, some);
            for (int index = 0; index < some.size(); index++) {
                if (found.get(index) != null) {
                    users.put(some.get(index), Seen.of(found.get(index)));
                }
            }
        }
        return new LiveLook(users, new TreeMap<>(jedis.hgetAll(keys.liveItems(generation))));
    }

    /** Users as they are written, in the order of their ids; null where there is none. */
    static List<byte[]> users(Jedis jedis, OnlineKeys keys, String generation, List<String> ids) {
        List<byte[]> names = new ArrayList<>(ids.size());
        ids.forEach(id -> names.add(keys.liveUser(generation, id).getBytes(StandardCharsets.UTF_8)));
        return jedis.mget(names.toArray(byte[][]::new));
    }

    /** The position of an item as it is written; the first of all where it cannot be read. */
    static Position position(String item) {
        try {
            return OnlineJson.read(item, LiveItem.class).position();
        } catch (IllegalArgumentException e) {
            // As of a user that cannot be read.
            return Position.START;
        }
    }

    /** The latest change that is in any of them. */
    Position latest() {
        Position latest = Position.START;
        for (Seen user : users.values()) {
            latest = user.at().reaches(latest) ? user.at() : latest;
        }
        for (String item : items.values()) {
            Position at = position(item);
            latest = at.reaches(latest) ? at : latest;
        }
        return latest;
    }
}
