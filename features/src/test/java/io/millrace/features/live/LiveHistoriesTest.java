package io.millrace.features.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.features.AsOf;
import io.millrace.features.LakeFixture;
import io.millrace.features.interaction.InteractionEvents;
import io.millrace.features.interaction.Interactions;
import io.millrace.features.live.LakeUsers.LakeUser;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import io.millrace.streaming.EndedHistory;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever happens to a source (inserts, updates, deletes, truncates, late parents, other keys, values that are not sent
 * again, crashes and repetitions), the live users of the end are those that the batch computes from the tables of the end.
 * The batch computes many histories at once, in tables of which every history has ids of its own.
 */
class LiveHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("millrace.histories", 1_000);
    private static final long FIRST_SEED = Long.getLong("millrace.seed", 1);
    private static final Position POSITION = new Position(1, 1);
    private static final LakeNames NAMES = new LakeNames(EndedHistory.PIPELINE.name());
    private static final Interactions.Rule RULE = Interactions.Rule.of(EndedHistory.PIPELINE.recommend());
    private static final LakeFixture LAKE = LakeFixture.create();

    @Test
    void liveUsersAreThoseThatTheBatchComputes() {
        // Given
        List<EndedHistory> histories = LongStream.range(FIRST_SEED, FIRST_SEED + HISTORIES)
                .parallel()
                .mapToObj(EndedHistory::of)
                .toList();
        write(histories);
        // When
        Map<Long, Map<String, Tie>> batch = batch();
        // Then
        var comparison = new UserComparison(EndedHistory.SOURCE_TIME, RULE, false);
        List<String> differences = new ArrayList<>();
        long ties = 0;
        long withoutStrength = 0;
        for (EndedHistory history : histories) {
            for (Map.Entry<String, LiveUser> user : history.users().entrySet()) {
                long id = id(history, user.getKey());
                Optional<LakeUser> expected = isThere(history, user.getKey())
                        ? Optional.of(new LakeUser(user.getKey(), batch.getOrDefault(id, Map.of())))
                        : Optional.empty();
                byte[] live = LiveUserCodec.encode(POSITION, of(history, user.getValue()));
                comparison
                        .of(user.getKey(), expected, Optional.of(live))
                        .forEach(difference -> differences.add("seed %d: %s".formatted(history.seed(), difference)));
                ties += expected.map(each -> each.ties().size()).orElse(0);
                withoutStrength += expected.stream()
                        .flatMap(each -> each.ties().values().stream())
                        .filter(tie -> tie.strength() == 0)
                        .count();
            }
        }
        assertThat(differences).isEmpty();
        assertThat(ties).isGreaterThan(HISTORIES);
        assertThat(withoutStrength).as("ties that caps leave nothing of").isPositive();
    }

    private static long id(EndedHistory history, String id) {
        return history.seed() * (EndedHistory.IDS + 1) + Long.parseLong(id);
    }

    private static boolean isThere(EndedHistory history, String user) {
        return history.tables().get("users").stream()
                .anyMatch(row -> row.get("user_id").asText().equals(user));
    }

    /** A user with the items of this history among those of all. */
    private static LiveUser of(EndedHistory history, LiveUser user) {
        return new LiveUser(
                user.exists(),
                user.interactions().stream()
                        .map(tie -> new LiveUser.Interaction(
                                String.valueOf(id(history, tie.item())),
                                tie.strength(),
                                tie.count(),
                                tie.firstAt(),
                                tie.lastAt()))
                        .toList());
    }

    private static Map<Long, Map<String, Tie>> batch() {
        SilverTables tables = SilverTables.latest(LAKE.lake(), NAMES.pipeline());
        var interactions =
                new InteractionEvents(tables, new EventTables(LAKE.lake(), NAMES), EndedHistory.PIPELINE, List.of());
        Dataset<Row> events = AsOf.until(interactions.rows(), AsOf.latest(tables.sourceTime()));
        Map<Long, Map<String, Tie>> users = new HashMap<>();
        Interactions.of(events, tables.sourceTime(), RULE)
                .select(
                        col("user"),
                        col("item"),
                        col("strength"),
                        col("count"),
                        unix_micros(col("first_at")),
                        unix_micros(col("last_at")))
                .collectAsList()
                .forEach(row -> users.computeIfAbsent(Long.parseLong(row.getString(0)), any -> new HashMap<>())
                        .put(
                                row.getString(1),
                                new Tie(row.getDouble(2), row.getLong(3), row.getLong(4), row.getLong(5))));
        return users;
    }

    private static void write(List<EndedHistory> histories) {
        table(histories, "users", "user_id bigint");
        table(histories, "products", "product_id bigint");
        table(histories, "orders", "order_id bigint, user_id bigint, status string, created_at timestamp");
        table(histories, "order_items", "line_id bigint, order_id bigint, product_id string, quantity bigint");
        table(histories, "views", "view_id bigint, user_id bigint, product_id string, at timestamp");
        LAKE.publish(NAMES.pipeline(), POSITION, EndedHistory.SOURCE_TIME);
        Row[] plays = histories.stream()
                .flatMap(history -> history.plays().stream().map(play -> play(history, play)))
                .toArray(Row[]::new);
        LAKE.lake()
                .overwrite(
                        LAKE.rows(
                                "event_id string, received_at timestamp, viewer bigint, product string, seconds double,"
                                        + " done boolean, begun timestamp",
                                plays),
                        NAMES.eventsSchema(),
                        NAMES.events("play"),
                        POSITION);
    }

    private static void table(List<EndedHistory> histories, String table, String columns) {
        List<String[]> wanted =
                Stream.of(columns.split(", ")).map(column -> column.split(" ")).toList();
        Row[] rows = histories.stream()
                .flatMap(history -> history.tables().get(table).stream().map(row -> row(history, row, wanted)))
                .toArray(Row[]::new);
        LAKE.table(NAMES.pipeline(), table, POSITION, LAKE.rows(columns, rows));
    }

    private static Row row(EndedHistory history, ObjectNode row, List<String[]> columns) {
        return RowFactory.create(columns.stream()
                .map(column -> value(history, row.get(column[0]), column[0], column[1]))
                .toArray());
    }

    private static Object value(EndedHistory history, JsonNode value, String column, String type) {
        if (value.isNull()) {
            return null;
        }
        boolean isId = column.endsWith("_id");
        return switch (type) {
            case "timestamp" -> Timestamp.from(Instant.EPOCH.plus(value.longValue(), ChronoUnit.MICROS));
            case "bigint" -> isId ? id(history, value.asText()) : value.longValue();
            case "string" -> isId ? String.valueOf(id(history, value.asText())) : value.asText();
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static Row play(EndedHistory history, PublishedEvent play) {
        ObjectNode data = play.data();
        return RowFactory.create(
                history.seed() + "/" + play.id(),
                Timestamp.from(play.receivedAt()),
                id(history, data.get("viewer").asText()),
                String.valueOf(id(history, data.get("product").asText())),
                data.has("seconds") ? data.get("seconds").doubleValue() : null,
                data.get("done").booleanValue(),
                data.has("begun")
                        ? Timestamp.from(Instant.parse(data.get("begun").textValue()))
                        : null);
    }
}
