package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.features.live.LakeUsers.LakeTie;
import io.millrace.features.live.LakeUsers.LakeUser;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A shop without orders, whose users open pages of products; events are kept for a week. */
class LakeUsersTest {
    private static final Pipeline PIPELINE = PipelineFile.parse(
            ShopFixture.PIPELINE_FILE.replace(
                            "interactions:\n",
                            """
                            interactions:
                                    open: {event: open, user: user, item: item}
                            """)
                    + """
                          events:
                            open:
                              fields: {user: {type: string, required: true}, item: {type: integer, required: true}}
                              key: user
                              keep: 7d
                      """,
            name -> null);
    private static final Instant LATELY = ShopFixture.SOURCE_TIME.minus(Duration.ofDays(6));
    private static final Instant LONG_AGO = ShopFixture.SOURCE_TIME.minus(Duration.ofDays(8));

    private static Row opened(String id, String user, long item, Instant at) {
        return RowFactory.create(id, Timestamp.from(at), user, item);
    }

    private static LiveUser.Interaction openedOf(String item, Instant at) {
        return new LiveUser.Interaction(item, 1, 1, at, at);
    }

    @Test
    void eventsThatALaterStateHasNeverReadAreNoDifference() {
        // Given
        LakeFixture lake = LakeFixture.create();
        new ShopFixture(3, 5, 0, 1).write(lake);
        lake.lake()
                .overwrite(
                        lake.rows(
                                "event_id string, received_at timestamp, user string, item bigint",
                                opened("a", "1", 1, LATELY),
                                opened("b", "1", 2, LONG_AGO),
                                opened("c", "1", 3, LONG_AGO),
                                opened("d", "1", 3, LATELY)),
                        "shop__events",
                        "open",
                        ShopFixture.POSITION);
        var users = new LakeUsers(
                SilverTables.latest(lake.lake(), "shop"),
                new EventTables(lake.lake(), new LakeNames("shop")),
                PIPELINE);
        // When
        List<LakeUser> all = users.all().toList();
        // Then
        assertThat(all).extracting(LakeUser::id).containsExactlyInAnyOrder("1", "2", "3");
        LakeUser first =
                all.stream().filter(user -> user.id().equals("1")).findFirst().orElseThrow();
        assertThat(first.ties()).hasSize(3);
        assertThat(first.ties().get("1")).extracting(LakeTie::isOfOldEvents).isEqualTo(false);
        assertThat(first.ties().get("2")).extracting(LakeTie::isOfOldEvents).isEqualTo(true);
        assertThat(first.ties().get("3")).extracting(LakeTie::isOfOldEvents).isEqualTo(true);
        var comparison = new UserComparison(users.asOf(), PIPELINE.recommend().halfLife());
        assertThat(comparison.of("1", Optional.of(first), live(openedOf("1", LATELY), openedOf("3", LATELY))))
                .isEmpty();
        assertThat(comparison.of("1", Optional.of(first), live(openedOf("3", LATELY))))
                .extracting(InteractionDifference::item)
                .containsExactly("1");
    }

    private static Optional<byte[]> live(LiveUser.Interaction... interactions) {
        return Optional.of(LiveUserCodec.encode(new Position(1, 1), new LiveUser(true, List.of(interactions))));
    }
}
