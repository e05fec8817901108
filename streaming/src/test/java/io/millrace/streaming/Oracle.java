package io.millrace.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUser.Interaction;
import io.millrace.contracts.pipeline.InteractionKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the live state must be, computed from the tables as they are, in the plainest way. */
final class Oracle {
    private final Source source;
    private final Map<String, Map<String, List<double[]>>> rows = new TreeMap<>();
    private final Map<String, Map<Long, Set<String>>> names = new TreeMap<>();

    Oracle(Source source) {
        this.source = source;
        InteractionKind purchase =
                ShopTables.PIPELINE.recommend().interactions().get(0);
        InteractionKind view = ShopTables.PIPELINE.recommend().interactions().get(1);
        for (ObjectNode line : source.rows(ShopTables.ORDER_ITEMS).values()) {
            ObjectNode order =
                    source.rows(ShopTables.ORDERS).get(line.path("order_id").asLong(-1));
            if (order != null
                    && List.of("completed", "shipped")
                            .contains(order.path("status").asText())) {
                double weight = Strength.ofRow(purchase.weight(), number(line.get("quantity")));
                add(
                        name(purchase, line),
                        order.get("user_id"),
                        line.get("product_id"),
                        order.get("created_at"),
                        weight);
            }
        }
        for (ObjectNode row : source.rows(ShopTables.VIEWS).values()) {
            double weight = Strength.ofRow(view.weight(), null);
            add(name(view, row), row.get("user_id"), row.get("product_id"), row.get("at"), weight);
        }
        source.plays().told().forEach(this::add);
    }

    private void add(PublishedEvent play) {
        ObjectNode data = play.data();
        if (!source.rows(ShopTables.USERS).containsKey(data.get("viewer").longValue())) {
            return;
        }
        Instant begun = data.has("begun") ? Instant.parse(data.get("begun").textValue()) : play.receivedAt();
        JsonNode at = LongNode.valueOf(begun.toEpochMilli() * 1_000);
        String name = "events.play {\"event_id\":\"%s\"}".formatted(play.id());
        double seconds = data.path("seconds").asDouble(0);
        if (data.get("done").booleanValue() && seconds > 0) {
            add(name, data.get("viewer"), data.get("product"), at, Math.log1p(seconds));
        }
        add(name, data.get("viewer"), data.get("product"), at, 0.125);
    }

    private static Double number(JsonNode value) {
        return value.isNull() ? null : value.doubleValue();
    }

    private void add(String name, JsonNode user, JsonNode item, JsonNode at, double weight) {
        if (user.isNull() || item.isNull() || at.isNull()) {
            return;
        }
        boolean isKnown = source.rows(ShopTables.PRODUCTS).containsKey(Long.parseLong(item.asText()));
        long latest = ChronoUnit.MICROS.between(
                Instant.EPOCH, source.progress().sourceTime().plus(Duration.ofDays(1)));
        if (weight > 0 && isKnown && at.longValue() <= latest) {
            rows.computeIfAbsent(user.asText(), any -> new TreeMap<>())
                    .computeIfAbsent(item.asText(), any -> new ArrayList<>())
                    .add(new double[] {weight, at.longValue()});
            names.computeIfAbsent(user.asText() + "/" + item.asText(), any -> new TreeMap<>())
                    .computeIfAbsent(at.longValue(), any -> new TreeSet<>())
                    .add(name);
        }
    }

    private static String name(InteractionKind kind, JsonNode row) {
        String key = row.has("line_id") ? "line_id" : "view_id";
        return "%s {\"%s\":%s}".formatted(kind.table(), key, row.get(key));
    }

    /** Table and key of the rows that may be the latest of a user's tie to an item: those of its latest time. */
    Set<String> latest(String user, Interaction interaction) {
        return names.get(user + "/" + interaction.item())
                .get(ChronoUnit.MICROS.between(Instant.EPOCH, interaction.lastAt()));
    }

    LiveUser user(String user) {
        List<Interaction> interactions = new ArrayList<>();
        rows.getOrDefault(user, Map.of()).forEach((item, events) -> {
            long first =
                    (long) events.stream().mapToDouble(event -> event[1]).min().orElseThrow();
            long last =
                    (long) events.stream().mapToDouble(event -> event[1]).max().orElseThrow();
            double strength = events.stream()
                    .mapToDouble(event -> event[0] * Strength.decay((long) event[1], last, Duration.ofDays(30)))
                    .sum();
            interactions.add(new Interaction(item, strength, events.size(), instant(first), instant(last)));
        });
        return new LiveUser(source.rows(ShopTables.USERS).containsKey(Long.parseLong(user)), interactions)
                .capped(ShopTables.PIPELINE.recommend().caps());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
