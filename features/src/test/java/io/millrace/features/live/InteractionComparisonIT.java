package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.interaction.Interactions;
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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A lake in which every user exists and has no items, and every item is there, at position 20. */
class InteractionComparisonIT {
    private static final OnlineKeys KEYS = new OnlineKeys("shop");
    private static final String GENERATION = "1_a";
    private static final Position LAKE = new Position(1, 20);
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
        user(id, at, false);
    }

    private void user(String id, long at, boolean exists) {
        jedis.set(
                KEYS.liveUser(GENERATION, id).getBytes(StandardCharsets.UTF_8),
                LiveUserCodec.encode(new Position(1, at), new LiveUser(exists, List.of())));
    }

    private void item(String id, long at) {
        var other = new LiveItem(new Position(1, at), true, "Coffee", true, Map.of());
        jedis.hset(KEYS.liveItems(GENERATION), id, OnlineJson.text(other));
    }

    private InteractionReport compared(LiveLook before) {
        var comparison = new InteractionComparison(jedis, KEYS, GENERATION, before, LAKE, Differences.ofAny());
        comparison.users(
                Stream.of("a", "b", "c").map(id -> new LakeUser(id, Map.of())),
                new UserComparison(Instant.EPOCH, new Interactions.Rule(Optional.empty(), Caps.NONE), false));
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
        InteractionReport report = compared(before);
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
    void noPositionIsADifferenceHoweverFarAheadItIs() {
        // Given
        user("a", 20);
        user("b", Long.MAX_VALUE);
        item("x", 21);
        LiveLook before = LiveLook.at(jedis, KEYS, GENERATION);
        // When
        InteractionReport report = compared(before);
        // Then
        assertThat(report.differences())
                .extracting(InteractionDifference::name)
                .containsExactlyInAnyOrder("user a", "user c", "item y", "item z");
        assertThat(report.differing()).isEqualTo(4);
        assertThat(report.moved()).isEqualTo(2);
    }

    @Test
    void itemsAloneDoNotMakeUsersEqual() {
        // Given
        Stream.of("a", "b", "c").forEach(id -> user(id, 21));
        Stream.of("x", "y", "z").forEach(id -> jedis.hset(KEYS.liveItems(GENERATION), id, OnlineJson.text(ITEM)));
        LiveLook before = LiveLook.at(jedis, KEYS, GENERATION);
        // Then
        assertThatThrownBy(() -> compared(before))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY))
                .hasMessageContaining("3 users");
    }

    @Test
    void usersAloneDoNotMakeItemsEqual() {
        // Given
        Stream.of("a", "b", "c").forEach(id -> user(id, 20, true));
        Stream.of("x", "y", "z").forEach(id -> item(id, 21));
        LiveLook before = LiveLook.at(jedis, KEYS, GENERATION);
        // Then
        assertThatThrownBy(() -> compared(before))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY))
                .hasMessageContaining("3 items");
    }
}
