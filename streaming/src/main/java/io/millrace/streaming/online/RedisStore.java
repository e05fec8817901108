package io.millrace.streaming.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.streaming.user.OnlineStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.AbstractPipeline;
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
    private static final String AT_ONCE = "1";
    private static final byte[] NOTHING = {};
    /** What is of another kind than it should be, or cannot be read, is not later than anything. */
    private static final byte[] USER_SCRIPT = bytes(
            """
            local guard = redis.pcall('GETRANGE', KEYS[1], 0, 23)
            if type(guard) == 'string' and guard > string.sub(ARGV[1], 1, 24)
              and redis.call('GET', KEYS[1]) ~= ARGV[3] then return 0 end
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
            local function at(item) return ordered(cjson.decode(item).position) end
            local old = redis.call('HGET', KEYS[1], ARGV[1])
            local isRead, before = pcall(at, old)
            if isRead and before > ordered(ARGV[3]) and old ~= ARGV[4] then return 0 end
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
        parts.asked(pipeline -> written(pipeline, users, items, new Asked(Map.of(), Map.of())));
    }

    @Override
    public Asked asked(int part, int most) {
        return parts.asked(pipeline -> {
            Response<List<String>> users = pipeline.srandmember(keys.liveUsersAsked(generation, part), most);
            Response<List<String>> items = pipeline.srandmember(keys.liveItemsAsked(generation, part), most);
            pipeline.sync();
            return seen(pipeline, users.get(), items.get());
        });
    }

    private Asked seen(AbstractPipeline pipeline, List<String> users, List<String> items) {
        // For a key of another type, which GET refuses, MGET has nothing.
        Map<String, Response<List<byte[]>>> ofUsers = new HashMap<>();
        users.forEach(user -> ofUsers.put(user, pipeline.mget(userKey(user))));
        Map<String, Response<byte[]>> ofItems = new HashMap<>();
        items.forEach(item -> ofItems.put(item, pipeline.hget(itemsKey(), bytes(item))));
        pipeline.sync();
        Map<String, byte[]> userBytes = new HashMap<>();
        ofUsers.forEach(
                (user, there) -> userBytes.put(user, orNothing(there.get().get(0))));
        Map<String, byte[]> itemBytes = new HashMap<>();
        ofItems.forEach((item, there) -> itemBytes.put(item, orNothing(there.get())));
        return new Asked(userBytes, itemBytes);
    }

    private static byte[] orNothing(byte[] bytes) {
        return bytes == null ? NOTHING : bytes;
    }

    @Override
    public void writeAgain(int part, Asked asked, List<UserEntry> users, List<ItemEntry> items) {
        parts.asked(pipeline -> {
            int written = written(pipeline, users, items, asked);
            remove(
                    pipeline,
                    keys.liveUsersAsked(generation, part),
                    asked.users().keySet());
            remove(
                    pipeline,
                    keys.liveItemsAsked(generation, part),
                    asked.items().keySet());
            pipeline.sync();
            return written;
        });
    }

    private static void remove(AbstractPipeline pipeline, String set, Set<String> names) {
        if (!names.isEmpty()) {
            pipeline.srem(set, names.toArray(String[]::new));
        }
    }

    private int written(AbstractPipeline pipeline, List<UserEntry> users, List<ItemEntry> items, Asked asked) {
        List<Response<?>> answers = new ArrayList<>();
        for (UserEntry user : users) {
            answers.add(pipeline.eval(
                    USER_SCRIPT,
                    1,
                    userKey(user.user()),
                    LiveUserCodec.encode(user.at(), user.state()),
                    bytes(forgottenAfter(user)),
                    asked.users().getOrDefault(user.user(), NOTHING)));
        }
        for (ItemEntry item : items) {
            answers.add(pipeline.eval(
                    ITEM_SCRIPT,
                    1,
                    itemsKey(),
                    bytes(item.item()),
                    RedisParts.json(item.state()),
                    bytes(item.state().position().toString()),
                    asked.items().getOrDefault(item.item(), NOTHING)));
            answers.add(pipeline.xadd(
                    keys.liveItemChanges(generation),
                    Map.of("item", item.item()),
                    XAddParams.xAddParams().maxLen(changesKept).approximateTrimming()));
        }
        pipeline.sync();
        // An answer that is a refusal throws here, and none of this counts as written.
        answers.forEach(Response::get);
        return answers.size();
    }

    private byte[] userKey(String user) {
        return bytes(keys.liveUser(generation, user));
    }

    private byte[] itemsKey() {
        return bytes(keys.liveItems(generation));
    }

    private static String forgottenAfter(UserEntry user) {
        if (user.state().exists() || !user.state().interactions().isEmpty()) {
            return "0";
        }
        // Of one of whom nothing was ever known nothing older can come either.
        return user.at().equals(Position.START) ? AT_ONCE : String.valueOf(FORGOTTEN.toMillis());
    }
}
