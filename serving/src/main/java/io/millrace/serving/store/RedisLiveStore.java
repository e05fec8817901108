package io.millrace.serving.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamEntry;

/** The live state in Redis. */
final class RedisLiveStore implements LiveStore {
    private static final int ITEMS_AT_A_TIME = 1_000;
    private static final String CHANGED_ITEM = "item";
    private static final StreamEntryID BEFORE_ALL = new StreamEntryID(0, 0);
    private static final String FIRST = "-";
    private static final String LAST = "+";

    private final OnlineKeys keys;
    private final RedisReads redis;
    private final ObjectReader pointers;
    private final ObjectReader progress;
    private final ObjectReader items;

    RedisLiveStore(OnlineKeys keys, RedisReads redis) {
        this.keys = keys;
        this.redis = redis;
        ObjectMapper json = Json.mapper();
        this.pointers = json.readerFor(LivePointer.class);
        this.progress = json.readerFor(Progress.class);
        this.items = json.readerFor(LiveItem.class);
    }

    @Override
    public Optional<LivePointer> currentLive() {
        return redis.json(keys.livePointer(), pointers);
    }

    @Override
    public Optional<Progress> liveProgress(LivePointer live) {
        String key = keys.liveProgress(live.generation());
        return progress(
                live, redis.ask(connected -> connected.hgetAll(bytes(key))).values());
    }

    private Optional<Progress> progress(LivePointer live, Collection<byte[]> parts) {
        String key = keys.liveProgress(live.generation());
        return LiveLook.common(
                live,
                parts.stream()
                        .map(part -> redis.<Progress>parsed(key, progress, part))
                        .toList());
    }

    @Override
    public LiveLook liveUser(LivePointer live, String userId) {
        byte[] progressKey = bytes(keys.liveProgress(live.generation()));
        String userKey = keys.liveUser(live.generation(), userId);
        return redis.ask(connected -> {
            try (var pipeline = connected.pipelined()) {
                // The progress first: a user that is read after it has all that it promises, maybe more.
                Response<Map<byte[], byte[]>> parts = pipeline.hgetAll(progressKey);
                Response<byte[]> user = pipeline.get(bytes(userKey));
                pipeline.sync();
                return new LiveLook(
                        progress(live, parts.get().values()),
                        Optional.ofNullable(user.get()).map(found -> user(userKey, found)));
            }
        });
    }

    private LiveUser user(String key, byte[] found) {
        try {
            return LiveUserCodec.decode(found).user();
        } catch (IllegalArgumentException e) {
            throw redis.unreadable(key, e);
        }
    }

    @Override
    public LiveItems liveItems(LivePointer live) {
        String key = keys.liveItems(live.generation());
        // The end of the changes first: what changes while the items are read is read again.
        StreamEntryID end = newest(live);
        Map<String, LiveItem> all = new HashMap<>();
        var step = new ScanParams().count(ITEMS_AT_A_TIME);
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        do {
            byte[] from = cursor;
            ScanResult<Map.Entry<byte[], byte[]>> found =
                    redis.ask(connected -> connected.hscan(bytes(key), from, step));
            for (Map.Entry<byte[], byte[]> entry : found.getResult()) {
                all.put(new String(entry.getKey(), StandardCharsets.UTF_8), redis.parsed(key, items, entry.getValue()));
            }
            cursor = found.getCursorAsBytes();
        } while (!new String(cursor, StandardCharsets.US_ASCII).equals(ScanParams.SCAN_POINTER_START));
        return new LiveItems(end.toString(), all);
    }

    private StreamEntryID newest(LivePointer live) {
        String stream = keys.liveItemChanges(live.generation());
        return redis.ask(connected -> connected.xrevrange(stream, LAST, FIRST, 1)).stream()
                .map(StreamEntry::getID)
                .findFirst()
                .orElse(BEFORE_ALL);
    }

    @Override
    public LiveItemChanges liveItemChanges(LivePointer live, String after, Duration patience) {
        var start = new StreamEntryID(after);
        List<StreamEntry> entries = redis.ask(connected -> read(connected, live, start, patience));
        Set<String> changed = new TreeSet<>();
        entries.forEach(entry -> changed.add(changedItem(live, entry)));
        return new LiveItemChanges(
                entries.isEmpty()
                        ? after
                        : entries.get(entries.size() - 1).getID().toString(),
                hasGap(live, start),
                entries.size() == ITEMS_AT_A_TIME,
                changed.isEmpty() ? Map.of() : items(live, List.copyOf(changed)));
    }

    @Override
    public boolean isEndOfLiveItemChanges(LivePointer live, String end) {
        return newest(live).compareTo(new StreamEntryID(end)) <= 0;
    }

    private List<StreamEntry> read(JedisPooled connected, LivePointer live, StreamEntryID start, Duration patience) {
        var params = new XReadParams().count(ITEMS_AT_A_TIME).block(Math.toIntExact(patience.toMillis()));
        List<Map.Entry<String, List<StreamEntry>>> streams =
                connected.xread(params, Map.of(keys.liveItemChanges(live.generation()), start));
        return streams == null || streams.isEmpty() ? List.of() : streams.get(0).getValue();
    }

    private String changedItem(LivePointer live, StreamEntry entry) {
        return Optional.ofNullable(entry.getFields().get(CHANGED_ITEM))
                .orElseThrow(() -> redis.unreadable(
                        keys.liveItemChanges(live.generation()),
                        new IllegalArgumentException("entry %s names no item".formatted(entry.getID()))));
    }

    // Asked after the reading: what is still there now was there then.
    private boolean hasGap(LivePointer live, StreamEntryID start) {
        String stream = keys.liveItemChanges(live.generation());
        List<StreamEntry> oldest = redis.ask(connected -> connected.xrange(stream, FIRST, LAST, 1));
        if (oldest.isEmpty()) {
            return !start.equals(BEFORE_ALL);
        }
        return oldest.get(0).getID().compareTo(start) > 0 || newest(live).compareTo(start) < 0;
    }

    private Map<String, LiveItem> items(LivePointer live, List<String> ids) {
        String key = keys.liveItems(live.generation());
        byte[][] fields = ids.stream().map(RedisLiveStore::bytes).toArray(byte[][]::new);
        List<byte[]> values = redis.ask(connected -> connected.hmget(bytes(key), fields));
        Map<String, LiveItem> found = new HashMap<>();
        for (int index = 0; index < fields.length; index++) {
            if (values.get(index) != null) {
                found.put(ids.get(index), redis.parsed(key, items, values.get(index)));
            }
        }
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
