package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.features.interaction.InteractionEvents;
import io.millrace.features.interaction.Interactions;
import io.millrace.features.live.LakeUsers.LakeUser;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A shop whose users buy products and open pages of them. */
class LakeUsersTest {
    private static final String OPEN =
            """
            interactions:
                    open: {event: open, user: user, item: item}
            """;
    private static final String EVENTS =
            """
              events:
                open:
                  fields: {user: {type: string, required: true}, item: {type: integer, required: true}}
                  key: user
                  keep: 7d
            """
                    .indent(2);
    private static final Pipeline WITH_EVENTS =
            PipelineFile.parse(ShopFixture.PIPELINE_FILE.replace("interactions:\n", OPEN) + EVENTS, name -> null);
    private static final Pipeline EVENTS_ALONE = PipelineFile.parse(
            ShopFixture.PIPELINE_FILE.replaceFirst("(?s)interactions:.*(?= {4}rfm)", OPEN) + EVENTS, name -> null);
    private static final LakeFixture LAKE = LakeFixture.create();

    private static LakeUsers users;

    @BeforeAll
    static void buy() {
        new ShopFixture(3, 5, 20, 1).write(LAKE);
        users = of(WITH_EVENTS);
        LAKE.lake()
                .overwrite(
                        LAKE.rows(
                                "event_id string, received_at timestamp, user string, item bigint",
                                RowFactory.create("a", Timestamp.from(ShopFixture.SOURCE_TIME), "1", 1L)),
                        "shop__events",
                        "open",
                        ShopFixture.POSITION);
    }

    private static LakeUsers of(Pipeline pipeline) {
        SilverTables tables = SilverTables.latest(LAKE.lake(), "shop");
        var events = new EventTables(LAKE.lake(), new LakeNames("shop"));
        return new LakeUsers(tables, new InteractionEvents(tables, events, pipeline, List.of()), pipeline);
    }

    private static LakeUser user(String id) {
        return users.all().filter(user -> user.id().equals(id)).findFirst().orElseThrow();
    }

    private static Tie first(LakeUser user) {
        return user.ties().get(new TreeMap<>(user.ties()).firstKey());
    }

    private static LiveUser.Interaction live(String item, Tie tie, long events) {
        return new LiveUser.Interaction(
                item,
                tie.strength() + events,
                tie.count() + events,
                Instant.EPOCH.plus(tie.first(), ChronoUnit.MICROS),
                Instant.EPOCH.plus(tie.last(), ChronoUnit.MICROS));
    }

    /** What is found of a user whose live ties have this many events more than rows, the first tie another number. */
    private static List<InteractionDifference> found(
            LakeUser user, UserComparison comparison, long first, long others) {
        String firstItem = new TreeMap<>(user.ties()).firstKey();
        List<LiveUser.Interaction> ties = user.ties().entrySet().stream()
                .map(tie -> live(tie.getKey(), tie.getValue(), tie.getKey().equals(firstItem) ? first : others))
                .toList();
        var state = new LiveUser(true, ties);
        return comparison.of(
                user.id(), Optional.of(user), Optional.of(LiveUserCodec.encode(new Position(1, 1), state)));
    }

    /** Strengths are those at the latest row, so that nothing decays here. */
    private static UserComparison comparison(boolean isWithEvents) {
        return comparison(Caps.NONE, isWithEvents);
    }

    private static UserComparison comparison(Caps caps, boolean isWithEvents) {
        return new UserComparison(ShopFixture.SOURCE_TIME, new Interactions.Rule(Optional.empty(), caps), isWithEvents);
    }

    @Test
    void tiesAreThoseOfRows() {
        assertThat(users.all()).extracting(LakeUser::id).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(user("1").ties()).isEmpty();
        assertThat(user("2").ties()).isNotEmpty();
        assertThat(users.comparison().isWithEvents()).isTrue();
    }

    @Test
    void whereOnlyEventsAreInteractionsUsersAreThereWithoutTies() {
        assertThat(of(EVENTS_ALONE).all())
                .containsExactlyInAnyOrder(
                        new LakeUser("1", Map.of()), new LakeUser("2", Map.of()), new LakeUser("3", Map.of()));
    }

    @Test
    void eventsMayAddToRowsAndTakeNothingFromThem() {
        // Given
        LakeUser buyer = user("2");
        String item = new TreeMap<>(buyer.ties()).firstKey();
        // Then
        assertThat(found(buyer, comparison(true), 0, 0)).isEmpty();
        assertThat(found(buyer, comparison(true), 3, 0)).isEmpty();
        assertThat(found(buyer, comparison(true), -1, 3))
                .extracting(InteractionDifference::item)
                .containsExactly(item);
        assertThat(found(buyer, comparison(true), -1, 3).get(0).lake()).isEqualTo("at least " + first(buyer));
        assertThat(found(buyer, comparison(false), 0, 0)).isEmpty();
        assertThat(found(buyer, comparison(false), 3, 0))
                .extracting(InteractionDifference::item)
                .containsExactly(item);
    }

    @Test
    void eventsMayMakeSoManyTiesThatOneOfRowsNoLongerCounts() {
        // Given
        LakeUser buyer = user("2");
        List<LiveUser.Interaction> nothing = buyer.ties().entrySet().stream()
                .map(tie -> live(
                        tie.getKey(),
                        new Tie(
                                0,
                                tie.getValue().count(),
                                tie.getValue().first(),
                                tie.getValue().last()),
                        0))
                .toList();
        byte[] bytes = LiveUserCodec.encode(new Position(1, 1), new LiveUser(true, nothing));
        var few = new Caps(Optional.empty(), Optional.of(1));
        // Then
        assertThat(comparison(few, true).of("2", Optional.of(buyer), Optional.of(bytes)))
                .isEmpty();
        assertThat(comparison(few, false).of("2", Optional.of(buyer), Optional.of(bytes)))
                .hasSize(nothing.size());
        assertThat(comparison(true).of("2", Optional.of(buyer), Optional.of(bytes)))
                .hasSize(nothing.size());
    }

    @Test
    void aTieOfEventsAloneIsNoDifferenceAndALostOneOfRowsIs() {
        // Given
        LakeUser buyer = user("2");
        var opened = new LiveUser(true, List.of(live("opened", first(buyer), 0)));
        byte[] bytes = LiveUserCodec.encode(new Position(1, 1), opened);
        // When
        List<InteractionDifference> found = comparison(true).of("2", Optional.of(buyer), Optional.of(bytes));
        // Then
        assertThat(found)
                .extracting(InteractionDifference::item)
                .containsExactlyElementsOf(new TreeSet<>(buyer.ties().keySet()));
        assertThat(found).extracting(InteractionDifference::redis).containsOnlyNulls();
    }
}
