package io.millrace.features.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.features.FeaturesConfig;
import io.millrace.features.FeaturesJob;
import io.millrace.features.FeaturesManifest;
import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.features.online.OnlineDifference.Kind;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

import static org.assertj.core.api.Assertions.assertThat;

class OnlineAuditIT {
    private static final TestStack STACK = TestStack.with(ServiceKind.REDIS);
    private static final OnlineKeys KEYS = new OnlineKeys("shop");
    private static final LakeFixture LAKE = LakeFixture.create();
    private static final int ITEMS_PER_PART = 10;

    private static FeaturesManifest features;

    private final RedisAddress redis = new RedisAddress(STACK.redis().uri(), 7);
    private final OnlineAudit audit = new OnlineAudit(LAKE.lake(), KEYS, redis);
    private FeaturesPointer pointer;

    @BeforeAll
    static void compute() throws InterruptedException {
        new ShopFixture(30, 25, 200, 5).write(LAKE, Position.parse("1:0/A0"), List.of());
        var config = new FeaturesConfig(Optional.empty(), Duration.ofDays(30), List.of("price"), ITEMS_PER_PART);
        features = new FeaturesJob(LAKE.lake(), ShopFixture.pipeline(), config).run();
    }

    @BeforeEach
    void publish() {
        try (Jedis jedis = redis.connect()) {
            jedis.flushAll();
        }
        pointer = new FeaturesPublisher(LAKE.lake(), KEYS, redis, ITEMS_PER_PART).publish(features);
    }

    @Test
    void whatWasPublishedIsEqual() throws Exception {
        // When
        OnlineReport report = audit.compare();
        // Then
        assertThat(report.differences()).isEmpty();
        assertThat(report.equal()).isTrue();
        assertThat(report.users()).isEqualTo(pointer.users());
        assertThat(report.parts()).isEqualTo(3);
    }

    @Test
    void everyKeyThatDiffersIsNamedAndMended() throws Exception {
        // Given
        try (Jedis jedis = redis.connect()) {
            jedis.set(user("7"), "{}");
            jedis.del(user("8"));
            jedis.set(user("nobody"), "{}");
            jedis.set(KEYS.items(pointer.version(), 1), "[]");
            jedis.set("somebody:else", "1");
        }
        // When
        OnlineReport found = audit.compare();
        audit.mend(found, ITEMS_PER_PART);
        // Then
        assertThat(found.differences())
                .extracting(difference -> difference.kind() + " " + difference.key())
                .containsExactlyInAnyOrder(
                        Kind.CHANGED + " " + user("7"),
                        Kind.MISSING_IN_REDIS + " " + user("8"),
                        Kind.NOT_IN_LAKE + " " + user("nobody"),
                        Kind.CHANGED + " " + KEYS.items(pointer.version(), 1));
        assertThat(audit.compare().equal()).isTrue();
        try (Jedis jedis = redis.connect()) {
            assertThat(jedis.get("somebody:else")).isEqualTo("1");
        }
    }

    @Test
    void aKeyTooManyIsFoundBesideOneTooFew() throws Exception {
        // Given
        try (Jedis jedis = redis.connect()) {
            jedis.rename(user("8"), user("nobody"));
        }
        // When
        OnlineReport found = audit.compare();
        // Then
        assertThat(found.differences())
                .extracting(OnlineDifference::kind)
                .containsExactlyInAnyOrder(Kind.MISSING_IN_REDIS, Kind.NOT_IN_LAKE);
    }

    private String user(String id) {
        return KEYS.user(pointer.version(), id);
    }
}
