package io.millrace.streaming;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.pipeline.Window;
import io.millrace.streaming.total.Kept;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

import static org.assertj.core.api.Assertions.assertThat;

class LiveStateIT {
    private static final AtomicInteger PIPELINES = new AtomicInteger();
    private static final int KILLS = 2;
    private static final Kept KEPT =
            new Kept(Duration.ofDays(3_650), Duration.ofDays(3_650), Duration.ofDays(3_650), Duration.ofDays(3_650));

    private final Random random = new Random(17);
    private final String pipeline = "live" + PIPELINES.incrementAndGet();
    private final LiveProcess live = new LiveProcess(pipeline);
    private final KafkaTopics topics = new KafkaTopics(LiveProcess.kafka().bootstrapServers(), pipeline);
    private final Source source = new Source(random, topics);
    private final JedisPooled redis = new JedisPooled(LiveProcess.redis().uri());

    @AfterEach
    void end() {
        redis.close();
        topics.close();
    }

    private void live(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        do {
            source.step();
            Awaitility.await().pollDelay(Duration.ofMillis(20)).until(() -> true);
        } while (System.nanoTime() < until);
    }

    /** Until somebody has viewed two products on a day. */
    private void liveUntilAnAlert() {
        do {
            live(Duration.ofSeconds(1));
        } while (new FigureOracle(source, KEPT).bursts().isEmpty());
    }

    /** Holds what readers see to what the source has, and gives the ids of the alerts that are open. */
    private Set<String> compare(String when) {
        source.settle();
        Awaitility.await()
                .atMost(LiveProcess.DEADLINE)
                .ignoreExceptions()
                .until(() -> live.reaches(redis, source.progress()));
        var users = new Comparison(when, source, user -> live.user(redis, user), item -> live.item(redis, item));
        // The position does not say that events are there.
        Awaitility.await().atMost(LiveProcess.DEADLINE).untilAsserted(users::run);
        var oracle = new FigureOracle(source, KEPT);
        Awaitility.await().atMost(LiveProcess.DEADLINE).untilAsserted(() -> {
            FigureReader figures = live.figures(redis);
            new FigureComparison(when, oracle, figures.points(), figures.alerts()).run();
        });
        return live.figures(redis).alerts().keySet();
    }

    private void aMinuteGoesByItself() {
        FigureReader figures = live.figures(redis);
        MeasurePoint minute = figures.points().values().stream()
                .filter(point -> point.window() == Window.MINUTE)
                .findFirst()
                .orElseThrow();
        Instant end =
                FigureKeys.end(Window.MINUTE, minute.start(), KEPT.minutes()).orElseThrow();
        String hash = figures.keys().bucket(minute.measure(), minute.by(), Window.MINUTE, minute.start());
        // Redis counts whole milliseconds, and this one had begun.
        long most = Duration.between(Instant.now(), end).toMillis() + 1;
        assertThat(redis.pttl(hash)).isPositive().isLessThanOrEqualTo(most);
    }

    @Test
    void killedAgainAndAgainTheProcessLosesAndRepeatsNothing() {
        source.loadAll();
        for (int kill = 0; kill < KILLS; kill++) {
            RunningProcess running = live.start("streaming", "1");
            live(Duration.ofMillis(500 + random.nextInt(6_000)));
            running.kill();
            live(Duration.ofMillis(200));
        }
        live.start("streaming", "1");

        compare("after kills");

        assertThat(live.process("streaming").stop()).isTrue();
    }

    @Test
    void whatRedisLosesIsWrittenAgainAndWhatItRefusesWaits() {
        source.loadAll();
        live.start("streaming", "1");
        liveUntilAnAlert();
        Set<String> alerts = compare("at first");
        assertThat(alerts).isNotEmpty();
        aMinuteGoesByItself();

        live.spoil(redis, Source.IDS);
        Awaitility.await().atMost(LiveProcess.DEADLINE).until(() -> live.isNothingAsked(redis));
        compare("after all was wrong and asked for");
        assertThat(live.user(redis, LiveProcess.INVENTED).exists()).isFalse();
        assertThat(live.item(redis, LiveProcess.INVENTED).exists()).isFalse();

        redis.flushAll();
        assertThat(compare("after Redis was emptied")).isEqualTo(alerts);

        live(Duration.ofSeconds(1));
        LiveProcess.redis().process().orElseThrow().kill();
        live(Duration.ofSeconds(2));
        source.settle();
        LiveProcess.redis().start();
        compare("after Redis was killed");

        assertThat(live.process("streaming").stop()).isTrue();
    }

    @Test
    void ofTwoProcessesOneMayBeKilled() {
        source.loadAll();
        live.start("first", "1");
        live(Duration.ofSeconds(2));
        RunningProcess second = live.start("second", "1");
        live(Duration.ofSeconds(8));
        second.kill();
        live(Duration.ofSeconds(2));

        compare("after one of two was killed");

        assertThat(live.process("first").stop()).isTrue();
    }

    @Test
    void anotherGenerationTakesOverWhenItHasCaughtUp() {
        source.loadAll();
        live.start("old", "1");
        liveUntilAnAlert();
        Set<String> alerts = compare("of the old one");
        assertThat(alerts).isNotEmpty();
        String old = live.pointer(redis).orElseThrow().generation();

        live.start("new", "2");
        Awaitility.await()
                .atMost(LiveProcess.DEADLINE)
                .until(() -> live.pointer(redis).orElseThrow().generation().startsWith("2_"));
        assertThat(compare("of the new one"))
                .as("alerts whose causes were read again from the beginning")
                .isEqualTo(alerts);

        Awaitility.await()
                .atMost(LiveProcess.DEADLINE)
                .until(() -> live.process("old").find().isEmpty());
        Awaitility.await().atMost(LiveProcess.DEADLINE).until(() -> redis.keys(live.livePrefix(old) + "*")
                .isEmpty());
        assertThat(live.process("new").stop()).isTrue();
    }

    @Test
    void changesThatExpiredBeforeItsStartMakeTablesStaleUntilTheyAreReadAgain() {
        source.loadAll();
        live.start("streaming", "1");
        compare("at first");
        assertThat(live.process("streaming").stop()).isTrue();

        live(Duration.ofSeconds(1));
        source.settle();
        Progress missed = source.progress();
        topics.expire();
        live.start("streaming", "1");
        Awaitility.await().atMost(LiveProcess.DEADLINE).until(() -> live.says("is stale: its topic lost"));
        source.settle();
        assertThat(live.reaches(redis, missed))
                .as("claims what it has not read")
                .isFalse();

        source.loadAll();
        compare("after what was lost was read again");

        assertThat(live.process("streaming").stop()).isTrue();
    }

    @Test
    void changesThatExpiredWhileItSleptMakeTablesStaleUntilTheyAreReadAgain() {
        source.loadAll();
        RunningProcess sleeper = live.start("streaming", "1");
        compare("at first");

        sleeper.signal(Signal.STOP);
        live(Duration.ofSeconds(1));
        source.settle();
        Progress missed = source.progress();
        topics.expire();
        sleeper.signal(Signal.CONT);
        // Who looks at the topics again finds that they go on further on.
        source.settle();
        Awaitility.await().atMost(LiveProcess.DEADLINE).until(() -> live.says("is stale: its topic lost"));
        assertThat(live.reaches(redis, missed))
                .as("claims what it has not read")
                .isFalse();

        source.loadAll();
        compare("after what was lost was read again");

        assertThat(sleeper.isAlive()).isTrue();
        assertThat(live.process("streaming").stop()).isTrue();
    }
}
