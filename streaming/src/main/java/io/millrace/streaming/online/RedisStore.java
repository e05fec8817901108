package io.millrace.streaming.online;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.streaming.user.OnlineStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/**
 * Users and items of one generation in Redis; thread-safe.
 *
 * <p>A user of whom nothing is left is written as one without a row and without interactions, and goes by itself after a
 * while: by then nothing older can come that the missing key would let in.
 */
public final class RedisStore implements OnlineStore {
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final byte[] USER_SCRIPT = bytes(
            """
            if redis.call('GETRANGE', KEYS[1], 0, 23) > string.sub(ARGV[1], 1, 24) then return 0 end
            if ARGV[2] == '0' then redis.call('SET', KEYS[1], ARGV[1])
            else redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
            return 1
            """);
    private static final byte[] ITEM_SCRIPT = bytes(
            """
            local function ordered(position)
              local life, high, low = string.match(position, '(%d+):(%x+)/(%x+)')
              return string.rep('0', 10 - #life) .. life .. string.rep('0', 8 - #high) .. high
                .. string.rep('0', 8 - #low) .. low
            end
            local old = redis.call('HGET', KEYS[1], ARGV[1])
            if old and ordered(cjson.decode(old).position) > ordered(ARGV[3]) then return 0 end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            return 1
            """);

    private final RedisParts parts;
    private final OnlineKeys keys;
    private final String generation;
    private final long changesKept;

    /**
     * A store that writes through these connections.
     *
     * @param changesKept about how many of the latest changes of items are told to those who follow them
     */
    public RedisStore(UnifiedJedis redis, OnlineKeys keys, String generation, long changesKept) {
        this.parts = new RedisParts(redis, keys.liveOwners(generation), keys.liveProgress(generation));
        this.keys = keys;
        this.generation = generation;
        this.changesKept = changesKept;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Standing standing(int part) {
        return parts.standing(part);
    }

    @Override
    public void claim(int part, String owner) {
        parts.claim(part, owner);
    }

    @Override
    public void reached(int part, Progress progress) {
        parts.reached(part, progress);
    }

    @Override
    public void write(List<UserEntry> users, List<ItemEntry> items) {
        if (users.isEmpty() && items.isEmpty()) {
            return;
        }
        parts.asked(pipeline -> {
            List<Response<?>> answers = new ArrayList<>();
            users.forEach(user -> answers.add(pipeline.eval(
                    USER_SCRIPT,
                    1,
                    bytes(keys.liveUser(generation, user.user())),
                    LiveUserCodec.encode(user.at(), user.state()),
                    bytes(isNothing(user.state()) ? String.valueOf(FORGOTTEN.toMillis()) : "0"))));
            for (ItemEntry item : items) {
                answers.add(pipeline.eval(
                        ITEM_SCRIPT,
                        1,
                        bytes(keys.liveItems(generation)),
                        bytes(item.item()),
                        RedisParts.json(item.state()),
                        bytes(item.state().position().toString())));
                answers.add(pipeline.xadd(
                        keys.liveItemChanges(generation),
                        Map.of("item", item.item()),
                        XAddParams.xAddParams().maxLen(changesKept).approximateTrimming()));
            }
            pipeline.sync();
            // An answer that is a refusal throws here, and none of this counts as written.
            answers.forEach(Response::get);
            return answers.size();
        });
    }

    private static boolean isNothing(LiveUser user) {
        return !user.exists() && user.interactions().isEmpty();
    }
}
