package io.millrace.features.online;

import com.fasterxml.jackson.core.type.TypeReference;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.online.UserSegments;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.FeatureTable;
import io.millrace.features.FeaturesConfig;
import io.millrace.features.FeaturesJob;
import io.millrace.features.FeaturesManifest;
import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeaturesPublisherIT {
    private static final TestStack STACK = TestStack.with(ServiceKind.REDIS);
    private static final OnlineKeys KEYS = new OnlineKeys("shop");
    private static final ShopFixture SHOP = new ShopFixture(30, 25, 200, 5);
    private static final int USER = 7;

    private static final LakeFixture LAKE = LakeFixture.create();

    private static FeaturesManifest features;
    private static FeaturesManifest afterDeletion;

    private final RedisAddress redis = new RedisAddress(STACK.redis().uri(), 7);
    private final FeaturesPublisher publisher = new FeaturesPublisher(LAKE.lake(), KEYS, redis, 10);

    @BeforeAll
    static void compute() throws InterruptedException {
        features = compute("1:0/A0");
        afterDeletion = compute("1:0/B0", USER);
    }

    @BeforeEach
    void empty() {
        try (Jedis jedis = redis.connect()) {
            jedis.flushAll();
        }
    }

    private static FeaturesManifest compute(String position, Integer... deleted) throws InterruptedException {
        SHOP.write(LAKE, Position.parse(position), List.of(deleted));
        var config = new FeaturesConfig(Optional.empty(), Duration.ofDays(30), List.of("price"), 10);
        return new FeaturesJob(LAKE.lake(), ShopFixture.pipeline(), config).run();
    }

    @Test
    void whatIsInTheTablesIsInRedisAndKeysOfOthersAreLeftAlone() throws Exception {
        try (Jedis jedis = redis.connect()) {
            jedis.set("somebody:else", "1");
            jedis.set(KEYS.modelPointer(), "{}");

            FeaturesPointer pointer = publisher.publish(features);

            assertThat(jedis.exists("somebody:else", KEYS.modelPointer())).isEqualTo(2);
            assertThat(Json.mapper().readValue(jedis.get(KEYS.featuresPointer()), FeaturesPointer.class))
                    .isEqualTo(pointer);
            var user = Json.mapper()
                    .readValue(jedis.get(KEYS.user(pointer.version(), String.valueOf(USER))), UserFeatures.class);
            assertThat(user.interactions())
                    .hasSize((int) features.read(LAKE.lake(), FeatureTable.INTERACTIONS)
                            .where("user = '" + USER + "'")
                            .count())
                    .isSortedAccordingTo((left, right) -> Double.compare(right.strength(), left.strength()));
            assertThat(user.rfm().orElseThrow().frequency())
                    .isEqualTo(features.read(LAKE.lake(), FeatureTable.RFM)
                            .where("user = '" + USER + "'")
                            .head()
                            .<Long>getAs("frequency"));
            assertThat(catalog(jedis, pointer)).hasSize(25);
            assertThat(segments(jedis).asOf()).isEqualTo(features.asOf());
            assertEveryUserIsInItsSegment(segments(jedis));
        }
    }

    private static UserSegments segments(Jedis jedis) throws Exception {
        return Json.mapper().readValue(jedis.get(KEYS.segments()), UserSegments.class);
    }

    private static void assertEveryUserIsInItsSegment(UserSegments divided) {
        Map<String, Set<String>> expected = features.read(LAKE.lake(), FeatureTable.RFM).collectAsList().stream()
                .collect(Collectors.groupingBy(
                        row -> row.<String>getAs("segment"),
                        Collectors.mapping(row -> row.<String>getAs("user"), Collectors.toSet())));
        assertThat(divided.segments())
                .hasSameSizeAs(expected.keySet())
                .isSortedAccordingTo((left, right) -> Long.compare(right.users(), left.users()))
                .allSatisfy(segment -> {
                    assertThat(segment.users())
                            .isEqualTo(expected.get(segment.segment()).size());
                    assertThat(segment.most())
                            .extracting(UserSegments.Member::user)
                            .containsExactlyInAnyOrderElementsOf(expected.get(segment.segment()));
                    assertThat(segment.most()).isSortedAccordingTo((left, right) -> right.monetary()
                            .compareTo(left.monetary()));
                    assertThat(segment.most().stream()
                                    .map(UserSegments.Member::monetary)
                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                            .isEqualByComparingTo(segment.monetary());
                });
    }

    private static List<CatalogItem> catalog(Jedis jedis, FeaturesPointer pointer) throws Exception {
        List<CatalogItem> items = new ArrayList<>();
        for (int part = 0; part < pointer.itemParts(); part++) {
            items.addAll(Json.mapper()
                    .readValue(
                            jedis.get(KEYS.items(pointer.version(), part)), new TypeReference<List<CatalogItem>>() {}));
        }
        return items;
    }

    @Test
    void theVersionBeforeStaysWithoutUsersThatAreGoneAndOlderOnesGo() {
        String first = publisher.publish(features).version();
        String second = publisher.publish(features).version();
        String third = publisher.publish(afterDeletion).version();

        try (Jedis jedis = redis.connect()) {
            assertThat(new OnlineVersions(jedis).count(KEYS.featuresPrefix(first)))
                    .isZero();
            for (String version : List.of(second, third)) {
                assertThat(jedis.exists(KEYS.user(version, "8"))).isTrue();
                assertThat(jedis.exists(KEYS.user(version, String.valueOf(USER))))
                        .isFalse();
            }
            assertThat(jedis.get(KEYS.segments())).doesNotContain("\"user\":\"" + USER + "\"");
        }
    }

    @Test
    void withoutRedisTheFailureSaysThatTheTablesAreComplete() {
        var nobody = new RedisAddress(URI.create("redis://127.0.0.1:1"), 7);

        assertThatThrownBy(() -> new FeaturesPublisher(LAKE.lake(), KEYS, nobody, 10).publish(features))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.ONLINE_STORE))
                .hasMessageContaining("the Delta tables are complete, so rerun 'features publish'");
    }
}
