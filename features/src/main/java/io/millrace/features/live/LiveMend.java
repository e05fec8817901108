package io.millrace.features.live;

import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.features.online.OnlineJson;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/**
 * Takes what is wrong in a live state out of Redis.
 *
 * <p>Streaming keeps all of it, and writes a part as a whole that Redis no longer says anything of. What is wrong goes
 * first, because nothing is written over a later position.
 */
final class LiveMend {
    private final Jedis jedis;
    private final OnlineKeys keys;
    private final String generation;

    LiveMend(Jedis jedis, OnlineKeys keys, String generation) {
        this.jedis = jedis;
        this.keys = keys;
        this.generation = generation;
    }

    void remove(InteractionReport report) {
        report.differences().stream()
                .filter(difference -> difference.user() != null)
                .map(InteractionDifference::user)
                .distinct()
                .forEach(user -> jedis.unlink(keys.liveUser(generation, user)));
        report.differences().stream()
                .filter(difference -> difference.user() == null)
                .forEach(difference -> item(report, difference));
        // Without its owner a part is written anew by who writes it now, and without its position by who comes next.
        jedis.del(keys.liveOwners(generation), keys.liveProgress(generation));
    }

    /** Readers hold the items in memory, and hear of an item that should not be there only if it is said to be gone. */
    private void item(InteractionReport report, InteractionDifference difference) {
        if (difference.lake() != null) {
            jedis.hdel(keys.liveItems(generation), difference.item());
            return;
        }
        var gone = new LiveItem(report.position(), false, difference.item(), false, Map.of());
        jedis.hset(keys.liveItems(generation), difference.item(), OnlineJson.text(gone));
        jedis.xadd(keys.liveItemChanges(generation), StreamEntryID.NEW_ENTRY, Map.of("item", difference.item()));
    }
}
