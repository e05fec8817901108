package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.features.live.LakeUsers.LakeUser;
import io.millrace.features.online.OnlineJson;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

import static org.assertj.core.api.Assertions.assertThat;

/** A lake in which every user exists and has no items, and every item is there, at position 20. */
class InteractionComparisonIT {
    private static final OnlineKeys KEYS = new OnlineKeys("shop");
    private static final String GENERATION = "1_a";
    private static final Position LAKE = new Position(1, 20);
    private static final Position LIVE = new Position(1, 30);
    private static final LiveItem ITEM = new LiveItem(LAKE, true, "Tea", true, Map.of());

    private final Jedis jedis =
            new Jedis(TestStack.with(ServiceKind.REDIS).redis().uri());

    @BeforeEach
    void empty() {
        jedis.flushAll();
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    private void user(String id, long at) {
        jedis.set(
                KEYS.liveUser(GENERATION, id).getBytes(StandardCharsets.UTF_8),
                LiveUserCodec.encode(new Position(1, at), new LiveUser(false, List.of())));
    }

    private void item(String id, long at) {
        var other = new LiveItem(new Position(1, at), true, "Coffee", true, Map.of());
        jedis.hset(KEYS.liveItems(GENERATION), id, OnlineJson.text(other));
    }

    private InteractionReport compared(LiveLook before, boolean isAwaited) {
        var comparison = new InteractionComparison(jedis, KEYS, GENERATION, before, new Reach(LAKE, LIVE, isAwaited));
        comparison.users(
                Stream.of("a", "b", "c").map(id -> new LakeUser(id, Map.of())),
                new UserComparison(Instant.EPOCH, Optional.empty()));
        comparison.items(Map.of("x", ITEM, "y", ITEM, "z", ITEM));
        return comparison.report();
    }

    @Test
    void nothingIsSaidOfWhatMovedOrIsAheadOfTheLake() {
        // Given
        user("a", 20);
        user("b", 20);
        user("c", 21);
        item("x", 20);
        item("y", 20);
        item("z", 21);
        LiveLook before = LiveLook.at(jedis, KEYS, GENERATION);
        user("b", 19);
        item("y", 19);
        // When
        InteractionReport report = compared(before, false);
        // Then
        assertThat(before.latest()).isEqualTo(new Position(1, 21));
        assertThat(report.differences())
                .extracting(InteractionDifference::name)
                .containsExactlyInAnyOrder("user a", "item x");
        assertThat(report.users()).isEqualTo(1);
        assertThat(report.items()).isEqualTo(1);
        assertThat(report.moved()).isEqualTo(4);
    }

    @Test
    void aPositionThatNobodyComesToIsADifferenceWhateverStandsBesideIt() {
        // Given
        user("a", 30);
        user("b", 31);
        user("c", 20);
        item("x", 31);
        LiveLook before = LiveLook.at(jedis, KEYS, GENERATION);
        // When
        InteractionReport report = compared(before, true);
        // Then
        assertThat(report.differences())
                .contains(
                        new InteractionDifference("b", null, "at most position 1:0/1E", "position 1:0/1F"),
                        new InteractionDifference(null, "x", "at most position 1:0/1E", "position 1:0/1F"));
        assertThat(report.differences())
                .extracting(InteractionDifference::name)
                .containsExactlyInAnyOrder("user b", "user c", "item x", "item y", "item z");
        assertThat(report.moved()).isEqualTo(1);
    }
}
