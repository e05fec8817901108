package io.millrace.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Reads the published features as a whole: the segments, and a user who makes a good example. */
final class OnlineView {
    private static final int SCAN = 1000;
    private static final int FEW = 5;
    private static final int MANY = 12;
    private static final ObjectMapper JSON = Json.mapper();

    private final FeaturesPointer pointer;
    private final Map<String, UserFeatures> users = new HashMap<>();
    private final Map<String, String> titles = new HashMap<>();

    private OnlineView(FeaturesPointer pointer) {
        this.pointer = pointer;
    }

    /** Reads the current version. */
    static OnlineView read(URI redis, String pipeline) {
        var keys = new OnlineKeys(pipeline);
        try (var jedis = new Jedis(redis)) {
            String text = Optional.ofNullable(jedis.get(keys.featuresPointer()))
                    .orElseThrow(() -> new PipelineException(
                            FailureKind.NOT_READY, "There are no features in Redis yet; run './millrace refresh'"));
            var view = new OnlineView(parse(text, new TypeReference<>() {}));
            view.load(jedis, keys);
            return view;
        }
    }

    private void load(Jedis jedis, OnlineKeys keys) {
        String prefix = keys.user(pointer.version(), "");
        String start = prefix.substring(0, prefix.indexOf('{') + 1);
        var wanted = new ScanParams().match(start.replace("{", "[{]") + "*").count(SCAN);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> page = jedis.scan(cursor, wanted);
            List<String> found = page.getResult();
            if (!found.isEmpty()) {
                List<String> values = jedis.mget(found.toArray(String[]::new));
                for (int index = 0; index < found.size(); index++) {
                    String key = found.get(index);
                    users.put(
                            key.substring(start.length(), key.length() - 1),
                            parse(values.get(index), new TypeReference<>() {}));
                }
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        for (int part = 0; part < pointer.itemParts(); part++) {
            List<CatalogItem> items = parse(jedis.get(keys.items(pointer.version(), part)), new TypeReference<>() {});
            items.forEach(item -> titles.put(item.id(), item.title()));
        }
    }

    private static <T> T parse(String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.INTERNAL, "Redis holds features that this version does not understand", e);
        }
    }

    FeaturesPointer pointer() {
        return pointer;
    }

    String title(String item) {
        return titles.getOrDefault(item, item);
    }

    UserFeatures user(String id) {
        return users.get(id);
    }

    /** How many users each segment has, and what they spent on average. */
    Map<String, Segment> segments() {
        Map<String, Segment> segments = new TreeMap<>();
        users.values().stream()
                .flatMap(user -> user.rfm().stream())
                .forEach(rfm -> segments.merge(
                        rfm.segment(),
                        new Segment(
                                1,
                                rfm.recencyDays(),
                                rfm.frequency(),
                                rfm.monetary().doubleValue()),
                        Segment::plus));
        return segments;
    }

    /** Totals of the users of a segment. */
    record Segment(long users, long recencyDays, long orders, double spent) {
        Segment plus(Segment other) {
            return new Segment(
                    users + other.users, recencyDays + other.recencyDays, orders + other.orders, spent + other.spent);
        }
    }

    /**
     * A user with some purchases, but not so many that they fill the page, where there is one; the same one each time.
     * Nothing where nobody has bought anything.
     */
    Optional<String> example() {
        return users.entrySet().stream()
                .filter(entry -> !entry.getValue().interactions().isEmpty())
                .min(Comparator.comparing((Map.Entry<String, UserFeatures> entry) ->
                                !fits(entry.getValue().interactions().size()))
                        .thenComparing(entry -> entry.getKey().length())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    private static boolean fits(int interactions) {
        return interactions >= FEW && interactions <= MANY;
    }
}
