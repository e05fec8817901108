package io.millrace.features;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.features.ShopFixture.Line;
import io.millrace.features.online.OnlineJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/**
 * The live state of a fixture's shop at a position, counted by hand.
 *
 * @param users how many there are, from 1
 * @param products how many there are, from 1
 */
public record LiveShop(ShopFixture shop, int users, int products, Position position) {
    private static final Duration HALF_LIFE = Duration.ofDays(90);
    private static final OnlineKeys KEYS = new OnlineKeys("shop");
    private static final String GENERATION = "1_a";

    /** Writes it as streaming does, last of all how far it reaches. */
    public void write(Jedis jedis) {
        jedis.set(KEYS.livePointer(), "{\"generation\":\"%s\",\"partitions\":1}".formatted(GENERATION));
        for (int user = 1; user <= users; user++) {
            put(jedis, String.valueOf(user), position, user(user));
        }
        for (int product = 1; product <= products; product++) {
            put(jedis, String.valueOf(product), item(product));
        }
        jedis.hset(progress(), "0", OnlineJson.text(new Progress(position, ShopFixture.SOURCE_TIME)));
    }

    /** The hash of how far it reaches. */
    public String progress() {
        return KEYS.liveProgress(GENERATION);
    }

    public void put(Jedis jedis, String user, Position at, LiveUser state) {
        jedis.set(key(user), LiveUserCodec.encode(at, state));
    }

    public void put(Jedis jedis, String item, LiveItem state) {
        jedis.hset(items(), item, OnlineJson.text(state));
    }

    /** The hash of the items. */
    public String items() {
        return KEYS.liveItems(GENERATION);
    }

    /** The key of a user. */
    public byte[] key(String user) {
        return KEYS.liveUser(GENERATION, user).getBytes(StandardCharsets.UTF_8);
    }

    public LiveUser user(int user) {
        Map<String, List<Line>> byItem = shop.lines().stream()
                .filter(line -> line.user() == user && line.status().equals("completed"))
                .collect(Collectors.groupingBy(
                        line -> String.valueOf(line.product()), TreeMap::new, Collectors.toList()));
        List<LiveUser.Interaction> interactions = new ArrayList<>();
        byItem.forEach((item, lines) -> {
            List<Instant> times = lines.stream().map(Line::at).sorted().toList();
            Instant last = times.get(times.size() - 1);
            double strength = lines.stream()
                    .mapToDouble(line -> Math.log1p(line.quantity())
                            * Strength.decay(Micros.of(line.at()), Micros.of(last), HALF_LIFE))
                    .sum();
            interactions.add(new LiveUser.Interaction(item, strength, lines.size(), times.get(0), last));
        });
        return new LiveUser(true, interactions);
    }

    public LiveItem item(int product) {
        Map<String, String> attributes = new TreeMap<>();
        if (product % 7 != 0) {
            attributes.put("category", "c" + product % 3);
        }
        attributes.put("price", BigDecimal.valueOf(100 + product * 7L, 2).toPlainString());
        return new LiveItem(position, true, "Product " + product, product % 5 > 0, attributes);
    }
}
