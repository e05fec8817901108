package io.millrace.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.pipeline.Window;
import io.millrace.streaming.total.Kept;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the figures of {@link ShopTables} must be, computed from the tables and plays as they are, in the plainest way. */
final class FigureOracle {
    private static final long DAY_MICROS = 86_400_000_000L;

    private final Source source;
    private final Kept kept;
    private final Map<String, List<Optional<String>>> rows = new TreeMap<>();
    private final Map<String, String> spans;
    private final Set<String> bursts;

    FigureOracle(Source source, Kept kept) {
        this.source = source;
        this.kept = kept;
        for (ObjectNode order : source.rows(ShopTables.ORDERS).values()) {
            JsonNode at = order.get("created_at");
            var by = Map.of("status", text(order, "status"), "email", emailOf(order));
            add("orders", by, at, Optional.empty(), Window.values());
            if (!order.get("user_id").isNull()) {
                add("buyers", Map.of(), at, text(order, "user_id"), Window.DAY, Window.ALL);
            }
        }
        source.rows(ShopTables.ORDER_ITEMS).values().forEach(this::line);
        source.plays().told().forEach(this::play);
        spans = countedSpans();
        bursts = countedBursts();
    }

    private void line(ObjectNode line) {
        ObjectNode order =
                source.rows(ShopTables.ORDERS).get(line.path("order_id").asLong(-1));
        if (order == null || line.get("quantity").isNull()) {
            return;
        }
        JsonNode at = order.get("created_at");
        Optional<String> category = categoryOf(line.path("product_id"));
        long quantity = line.get("quantity").longValue();
        if (List.of("completed", "shipped").contains(order.path("status").asText())) {
            var by = Map.of("category", category, "buyer", emailOf(order), "status", text(order, "status"));
            var value = Optional.of(String.valueOf(quantity * quantity));
            add("pieces", by, at, value, Window.HOUR, Window.DAY, Window.ALL);
        }
        add("mean", Map.of(), at, Optional.of(String.valueOf(quantity)), Window.HALF_HOUR);
    }

    private Optional<String> categoryOf(JsonNode product) {
        return Optional.ofNullable(source.rows(ShopTables.PRODUCTS).get(product.asLong(-1)))
                .flatMap(row -> text(row, "category"));
    }

    private void play(PublishedEvent play) {
        ObjectNode data = play.data();
        JsonNode at = LongNode.valueOf(Micros.of(begun(play)));
        if (data.has("seconds")) {
            var by = Map.of("category", categoryOf(data.get("product")), "done", text(data, "done"));
            add("watched", by, at, text(data, "seconds"), Window.HOUR, Window.DAY, Window.ALL);
        }
        if (data.get("done").booleanValue()) {
            add("viewers", Map.of(), at, text(data, "viewer"), Window.DAY, Window.ALL);
        }
    }

    private static Instant begun(PublishedEvent play) {
        JsonNode begun = play.data().path("begun");
        return begun.isTextual() ? Instant.parse(begun.textValue()) : play.receivedAt();
    }

    private static Optional<String> text(ObjectNode row, String column) {
        return row.get(column).isNull()
                ? Optional.empty()
                : Optional.of(row.get(column).asText());
    }

    private Optional<String> emailOf(ObjectNode order) {
        return Optional.ofNullable(
                        source.rows(ShopTables.USERS).get(order.path("user_id").asLong(-1)))
                .flatMap(user -> text(user, "email"));
    }

    private void add(
            String measure, Map<String, Optional<String>> by, JsonNode at, Optional<String> value, Window... windows) {
        if (at.isNull()) {
            return;
        }
        Map<String, Optional<String>> lines = new TreeMap<>(by);
        lines.put("total", Optional.empty());
        Instant moment = Instant.EPOCH.plus(at.longValue(), ChronoUnit.MICROS);
        Instant clock = source.progress().sourceTime().truncatedTo(ChronoUnit.SECONDS);
        for (Window window : windows) {
            Instant start = window.start(moment, ShopTables.PIPELINE.recommend().timezone());
            if (kept.isKept(window, start, clock)) {
                lines.forEach((name, dimension) -> rows.computeIfAbsent(
                                key(measure, name, dimension, window, start), any -> new ArrayList<>())
                        .add(value));
            }
        }
    }

    private static String key(String measure, String by, Optional<String> dimension, Window window, Instant start) {
        return new MeasurePoint(
                        measure, by, dimension, window, start, new MeasureBucket(Position.START, 0, BigDecimal.ZERO, 0))
                .key();
    }

    /** Count, sum and number of different values of each span with rows, by its key. */
    Map<String, String> spans() {
        return spans;
    }

    private Map<String, String> countedSpans() {
        Map<String, String> counted = new TreeMap<>();
        rows.forEach((key, values) -> {
            boolean isDistinct = key.startsWith("buyers") || key.startsWith("viewers");
            BigDecimal sum = values.stream()
                    .flatMap(Optional::stream)
                    .filter(any -> !isDistinct)
                    .map(BigDecimal::new)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            long distinct = isDistinct ? values.stream().distinct().count() : 0;
            counted.put(key, values.size() + " " + sum.toPlainString() + " " + distinct);
        });
        return counted;
    }

    /** The same of what is told of spans that are kept and have rows. */
    Map<String, String> told(Map<String, MeasurePoint> points) {
        Instant clock = source.progress().sourceTime().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> told = new TreeMap<>();
        points.forEach((key, point) -> {
            MeasureBucket bucket = point.bucket();
            if (bucket.count() != 0 && kept.isKept(point.window(), point.start(), clock)) {
                told.put(key, bucket.count() + " " + bucket.sum().toPlainString() + " " + bucket.distinct());
            }
        });
        return told;
    }

    /** Users and days in which they looked at, or played, too much: more than one thing within a day. */
    Set<String> bursts() {
        return bursts;
    }

    private Set<String> countedBursts() {
        Set<String> counted = new TreeSet<>();
        Map<String, List<Long>> looked = new TreeMap<>();
        rowsWithTime(ShopTables.VIEWS).forEach(row -> looked.computeIfAbsent(
                        "CURIOUS/" + row.get("user_id").asText(), any -> new ArrayList<>())
                .add(row.get("at").longValue()));
        source.plays().told().forEach(play -> looked.computeIfAbsent(
                        "BINGE/" + play.data().get("viewer").asText(), any -> new ArrayList<>())
                .add(Micros.of(begun(play))));
        looked.forEach((key, times) -> {
            for (long at : times) {
                long within = times.stream()
                        .filter(time -> time <= at && time > at - DAY_MICROS)
                        .count();
                if (within > 1) {
                    counted.add(key + "/" + Math.floorDiv(at, DAY_MICROS));
                }
            }
        });
        return counted;
    }

    private List<ObjectNode> rowsWithTime(TableSchema schema) {
        return source.rows(schema).values().stream()
                .filter(row -> !row.get("at").isNull() && !row.get("user_id").isNull())
                .toList();
    }
}
