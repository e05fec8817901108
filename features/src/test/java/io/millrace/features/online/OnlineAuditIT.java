package io.millrace.features.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.pipeline.Window;
import io.millrace.features.FeaturesConfig;
import io.millrace.features.FeaturesJob;
import io.millrace.features.FeaturesManifest;
import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.features.measure.MeasureAudit;
import io.millrace.features.measure.MeasureReport;
import io.millrace.features.online.OnlineDifference.Kind;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    @Test
    void liveMeasuresAreHeldToTheSilverTablesAtOnePosition() throws Exception {
        // Given
        Pipeline pipeline = PipelineFile.parse(
                ShopFixture.PIPELINE_FILE
                        + "    measures: {sales: {table: orders, at: created_at, aggregate: count, windows: [minute, all]}}",
                name -> null);
        var live = new FigureKeys(KEYS, "1_a");
        var position = new Position(1, 160);
        var measures = new MeasureAudit(LAKE.lake(), pipeline, redis);
        try (Jedis jedis = redis.connect()) {
            jedis.set(KEYS.livePointer(), "{\"generation\":\"1_a\",\"partitions\":1}");
            jedis.hset(live.progress(), "0", OnlineJson.text(new Progress(position, ShopFixture.SOURCE_TIME)));
            String span = live.bucket("sales", "total", Window.ALL, Instant.EPOCH);
            jedis.hset(span, "0", new MeasureBucket(position, 200, BigDecimal.ZERO, 0).text());
            // When
            MeasureReport equal = measures.compare();
            jedis.hset(span, "0", new MeasureBucket(position, 199, BigDecimal.ZERO, 0).text());
            Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
            String minutes = live.bucket("sales", "total", Window.MINUTE, minute);
            jedis.hset(
                    minutes,
                    new FigureKeys.Field(minute, Optional.empty()).text(),
                    new MeasureBucket(position, 1, BigDecimal.ZERO, 0).text());
            // Minutes are kept for an hour, so that none of the shop's is missed.
            jedis.pexpireAt(
                    minutes,
                    FigureKeys.end(Window.MINUTE, minute, Duration.ofHours(1))
                            .orElseThrow()
                            .toEpochMilli());
            MeasureReport differing = measures.compare();
            // Then
            assertThat(equal.equal()).isTrue();
            assertThat(equal.compared()).isEqualTo(1);
            assertThat(equal.position()).isEqualTo(position);
            assertThat(differing.differences())
                    .extracting(difference -> "%s: %d, %d"
                            .formatted(
                                    difference.span(),
                                    difference.lake().rows(),
                                    difference.redis().rows()))
                    .containsExactly(
                            "sales|total|all|0: 200, 199",
                            "sales|total|minute|%d: 0, 1".formatted(minute.getEpochSecond()));
        }
    }

    private String user(String id) {
        return KEYS.user(pointer.version(), id);
    }
}
