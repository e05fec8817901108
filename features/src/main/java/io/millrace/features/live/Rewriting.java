package io.millrace.features.live;

import io.millrace.contracts.online.LivePart;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.online.LiveGeneration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import redis.clients.jedis.Jedis;

/**
 * Users and items that streaming is asked to write again, from what it keeps, over whatever stands in Redis. Each of its parts
 * takes those that are its own, whichever process runs it.
 */
record Rewriting(Jedis jedis, OnlineKeys keys, LiveGeneration live) {
    /** Asks for all users and items that differ. */
    void ask(Differences differences) {
        ask(differences.users(), part -> keys.liveUsersAsked(live.name(), part));
        ask(differences.items(), part -> keys.liveItemsAsked(live.name(), part));
    }

    private void ask(Collection<String> names, IntFunction<String> set) {
        Map<Integer, List<String>> byPart = new HashMap<>();
        names.forEach(
                name -> byPart.computeIfAbsent(LivePart.of(name, live.pointer().partitions()), any -> new ArrayList<>())
                        .add(name));
        byPart.forEach((part, own) -> {
            for (int from = 0; from < own.size(); from += LiveLook.AT_ONCE) {
                List<String> some = own.subList(from, Math.min(from + LiveLook.AT_ONCE, own.size()));
                jedis.sadd(set.apply(part), some.toArray(String[]::new));
            }
        });
    }

    /**
     * Waits until all of them are written.
     *
     * @param patience for some more of them to be written
     * @throws PipelineException of kind NOT_READY if none is within this time
     */
    void await(Duration patience) throws InterruptedException {
        long left = left();
        while (left > 0) {
            long before = left;
            left = LiveGeneration.await(
                    patience,
                    () -> Optional.of(left()).filter(now -> now < before),
                    "Streaming is asked to write %,d users and items again, and has not in %d s; it does as soon as it can"
                            .formatted(before, patience.toSeconds()));
        }
    }

    private long left() {
        long left = 0;
        for (int part = 0; part < live.pointer().partitions(); part++) {
            left += jedis.scard(keys.liveUsersAsked(live.name(), part))
                    + jedis.scard(keys.liveItemsAsked(live.name(), part));
        }
        return left;
    }
}
