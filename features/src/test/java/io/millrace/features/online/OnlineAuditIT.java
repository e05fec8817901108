package io.millrace.features.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePart;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.pipeline.Window;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.FeaturesConfig;
import io.millrace.features.FeaturesJob;
import io.millrace.features.FeaturesManifest;
import io.millrace.features.LakeFixture;
import io.millrace.features.LiveShop;
import io.millrace.features.ShopFixture;
import io.millrace.features.live.InteractionAudit;
import io.millrace.features.live.InteractionDifference;
import io.millrace.features.live.InteractionRepair;
import io.millrace.features.live.InteractionReport;
import io.millrace.features.measure.MeasureAudit;
import io.millrace.features.measure.MeasureReport;
import io.millrace.features.online.OnlineDifference.Kind;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class OnlineAuditIT {
    private static final TestStack STACK = TestStack.with(ServiceKind.REDIS);
    private static final OnlineKeys KEYS = new OnlineKeys("shop");
    private static final LakeFixture LAKE = LakeFixture.create();
    private static final int ITEMS_PER_PART = 10;
    private static final Position POSITION = Position.parse("1:0/A0");
    private static final ShopFixture SHOP = new ShopFixture(30, 25, 200, 5);
    private static final LiveShop LIVE = new LiveShop(SHOP, 30, 25, POSITION);

    private static final Pipeline WITH_SALES = PipelineFile.parse(
            ShopFixture.PIPELINE_FILE
                    + "    measures: {sales: {table: orders, at: created_at, aggregate: count, windows: [minute, all]}}",
            name -> null);

    private static FeaturesManifest features;

    private final RedisAddress redis = new RedisAddress(STACK.redis().uri(), 7);
    private final OnlineAudit audit = new OnlineAudit(LAKE.lake(), KEYS, redis);
    private FeaturesPointer pointer;

    @BeforeAll
    static void compute() throws InterruptedException {
        SHOP.write(LAKE, POSITION, List.of());
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
        var live = new FigureKeys(KEYS, "1_a");
        var position = new Position(1, 160);
        var measures = new MeasureAudit(LAKE.lake(), WITH_SALES, redis);
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

    private InteractionAudit interactions(Duration patience) {
        return new InteractionAudit(LAKE.lake(), ShopFixture.pipeline(), redis, patience);
    }

    @Test
    void everyLiveUserAndItemThatDiffersIsNamedWithBothVersions() throws Exception {
        try (Jedis jedis = redis.connect()) {
            // Given
            LIVE.write(jedis);
            InteractionAudit audited = interactions(Duration.ofMinutes(1));
            InteractionReport equal = audited.compare();
            List<LiveUser.Interaction> ties = LIVE.user(7).interactions();
            LiveUser.Interaction tie = ties.get(0);
            List<LiveUser.Interaction> others = new ArrayList<>(ties.subList(1, ties.size()));
            others.add(new LiveUser.Interaction("0", 1, 1, tie.firstAt(), tie.lastAt()));
            LIVE.put(jedis, "7", POSITION, new LiveUser(true, others));
            jedis.del(LIVE.key("8"));
            LIVE.put(jedis, "nobody", POSITION, new LiveUser(true, ties));
            LIVE.put(jedis, "gone", POSITION, new LiveUser(false, ties));
            jedis.set(LIVE.key("9"), "{}".getBytes(StandardCharsets.UTF_8));
            LIVE.put(jedis, "3", LIVE.item(4));
            LIVE.put(jedis, "99", LIVE.item(9));
            jedis.hset(LIVE.items(), "5", "{}");
            jedis.hdel(LIVE.items(), "6");
            // When
            InteractionReport found = audited.compare();
            // Then
            assertThat(equal.differences()).isEmpty();
            assertThat(equal.users()).isEqualTo(30);
            assertThat(equal.items()).isEqualTo(25);
            assertThat(equal.moved()).isZero();
            assertThat(equal.position()).isEqualTo(POSITION);
            assertThat(found.differences())
                    .extracting(InteractionDifference::user, InteractionDifference::item)
                    .containsExactlyInAnyOrder(
                            tuple("7", tie.item()),
                            tuple("7", "0"),
                            tuple("8", null),
                            tuple("9", null),
                            tuple("nobody", null),
                            tuple(null, "3"),
                            tuple(null, "5"),
                            tuple(null, "6"),
                            tuple(null, "99"));
            assertThat(version(found, "7", tie.item()).redis()).isNull();
            assertThat(version(found, "7", tie.item()).lake())
                    .contains(" of %d rows, %s to %s".formatted(tie.count(), tie.firstAt(), tie.lastAt()));
            assertThat(version(found, "7", "0").lake()).isNull();
            assertThat(version(found, "nobody", null).redis()).isEqualTo("a user with %d items".formatted(ties.size()));
            assertThat(version(found, "9", null).redis()).startsWith("unreadable");
            assertThat(version(found, null, "3").lake()).startsWith("'Product 3', available, ");
            assertThat(version(found, null, "3").redis()).startsWith("'Product 4', available, ");
        }
    }

    /** A live state of two parts, in which a user and an item are wrong, and one of each is too many. */
    private void writeWithDamage(Jedis jedis) {
        LIVE.write(jedis);
        jedis.set(KEYS.livePointer(), "{\"generation\":\"1_a\",\"partitions\":2}");
        jedis.hset(LIVE.progress(), "1", OnlineJson.text(new Progress(POSITION, ShopFixture.SOURCE_TIME)));
        LIVE.put(jedis, "7", POSITION, new LiveUser(true, List.of()));
        LIVE.put(jedis, "nobody", POSITION, LIVE.user(7));
        LIVE.put(jedis, "3", LIVE.item(4));
        LIVE.put(jedis, "99", LIVE.item(9));
    }

    /** Does what streaming does with what it is asked for, until it was asked for so many; gives those. */
    private FutureTask<Set<String>> streaming(int names, BiConsumer<Jedis, String> write) {
        var task = new FutureTask<Set<String>>(() -> {
            Set<String> written = new TreeSet<>();
            try (Jedis jedis = redis.connect()) {
                return LiveGeneration.await(
                        Duration.ofMinutes(5),
                        () -> {
                            for (int part = 0; part < 2; part++) {
                                written.addAll(write(jedis, "user ", KEYS.liveUsersAsked("1_a", part), part, write));
                                written.addAll(write(jedis, "item ", KEYS.liveItemsAsked("1_a", part), part, write));
                            }
                            return Optional.of(written).filter(all -> all.size() == names);
                        },
                        "Not all is asked for");
            }
        });
        new Thread(task, "streaming").start();
        return task;
    }

    private static Set<String> write(
            Jedis jedis, String kind, String asked, int part, BiConsumer<Jedis, String> write) {
        Set<String> written = new TreeSet<>();
        for (String name : jedis.smembers(asked)) {
            assertThat(LivePart.of(name, 2)).isEqualTo(part);
            write.accept(jedis, kind + name);
            jedis.srem(asked, name);
            written.add(kind + name);
        }
        return written;
    }

    private static void right(Jedis jedis, String name) {
        switch (name) {
            case "user 7" -> LIVE.put(jedis, "7", POSITION, LIVE.user(7));
            case "user nobody" -> jedis.del(LIVE.key("nobody"));
            case "item 3" -> LIVE.put(jedis, "3", LIVE.item(3));
            case "item 99" -> LIVE.put(jedis, "99", new LiveItem(Position.START, false, "99", false, Map.of()));
            default -> throw new AssertionError("Nothing is wrong with " + name);
        }
    }

    @Test
    void exactlyWhatDiffersIsWrittenAgainByStreaming() throws Exception {
        try (Jedis jedis = redis.connect()) {
            // Given
            writeWithDamage(jedis);
            FutureTask<Set<String>> written = streaming(4, OnlineAuditIT::right);
            // When
            InteractionRepair repair = interactions(Duration.ofMinutes(1)).repair();
            InteractionRepair again = interactions(Duration.ofMinutes(1)).repair();
            // Then
            assertThat(written.get()).containsExactly("item 3", "item 99", "user 7", "user nobody");
            assertThat(repair.before().orElseThrow().differing())
                    .isEqualTo(LIVE.user(7).interactions().size() + 3);
            assertThat(repair.now().differences()).isEmpty();
            assertThat(again.before()).isEmpty();
            assertThat(again.now().equal()).isTrue();
        }
    }

    @Test
    void whatStreamingItselfHasWrongStillDiffers() throws Exception {
        try (Jedis jedis = redis.connect()) {
            // Given
            writeWithDamage(jedis);
            FutureTask<Set<String>> written = streaming(4, (own, name) -> {
                if (!name.equals("item 3")) {
                    right(own, name);
                }
            });
            // When
            InteractionRepair repair = interactions(Duration.ofMinutes(1)).repair();
            // Then
            assertThat(written.get()).hasSize(4);
            assertThat(repair.now().differences())
                    .extracting(InteractionDifference::item)
                    .containsExactly("3");
        }
    }

    @Test
    void streamingThatDoesNotRunIsSaid() {
        try (Jedis jedis = redis.connect()) {
            // Given
            writeWithDamage(jedis);
            // Then
            assertThatThrownBy(() -> interactions(Duration.ZERO).repair())
                    .isInstanceOfSatisfying(
                            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY))
                    .hasMessageContaining("4 users and items");
        }
    }

    @Test
    void aUserAheadOfTheLakeIsLeftOutAndTheOthersAreCompared() throws Exception {
        try (Jedis jedis = redis.connect()) {
            // Given
            LIVE.write(jedis);
            LIVE.put(jedis, "7", new Position(1, Long.MAX_VALUE), new LiveUser(true, List.of()));
            jedis.del(LIVE.key("8"));
            // When
            InteractionReport report = interactions(Duration.ZERO).compare();
            // Then
            assertThat(report.differences())
                    .extracting(InteractionDifference::user)
                    .containsExactly("8");
            assertThat(report.users()).isEqualTo(29);
            assertThat(report.moved()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsHeldToATableThatLacksChanges() throws Exception {
        // Given
        var quarantine = new QuarantineTable(LAKE.lake(), new LakeNames("shop"));
        quarantine.create();
        try (Jedis jedis = redis.connect()) {
            LIVE.write(jedis);
            jedis.hset(
                    new FigureKeys(KEYS, "1_a").progress(),
                    "0",
                    OnlineJson.text(new Progress(POSITION, ShopFixture.SOURCE_TIME)));
            putAside(quarantine, "public.unused");
            // When one is stale
            LAKE.stale("orders", "a gap").publish("shop", POSITION, ShopFixture.SOURCE_TIME);
            // Then
            assertThatNothingIsComparedBecause("public.orders is stale (a gap)");
            // When it is not, and has a change that waits
            LAKE.stale("orders", null).publish("shop", POSITION, ShopFixture.SOURCE_TIME);
            putAside(quarantine, "public.orders");
            // Then
            assertThatNothingIsComparedBecause("public.orders has 1 changes in quarantine");
            // When that was decided, and another table waits that is not compared
            quarantine.resolve(TableId.parse("public.orders"), List.of("{}"), "read again");
            // Then
            assertThat(interactions(Duration.ofMinutes(1)).compare().equal()).isTrue();
        }
    }

    private static void putAside(QuarantineTable quarantine, String table) {
        quarantine.add(LAKE.rows(
                QuarantineTable.COLUMNS.toDDL(),
                QuarantineTable.row(table, "unfit", table, 0, 1, "{}".getBytes(StandardCharsets.UTF_8), new byte[0])));
    }

    private void assertThatNothingIsComparedBecause(String reason) {
        var measures = new MeasureAudit(LAKE.lake(), WITH_SALES, redis);
        for (ThrowingCallable audited :
                List.<ThrowingCallable>of(measures::compare, interactions(Duration.ofMinutes(1))::compare)) {
            assertThatThrownBy(audited)
                    .isInstanceOfSatisfying(
                            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY))
                    .hasMessageContaining(": " + reason + ";");
        }
    }

    private static InteractionDifference version(InteractionReport report, String user, String item) {
        return report.differences().stream()
                .filter(difference ->
                        Objects.equals(difference.user(), user) && Objects.equals(difference.item(), item))
                .findFirst()
                .orElseThrow();
    }

    private String user(String id) {
        return KEYS.user(pointer.version(), id);
    }
}
