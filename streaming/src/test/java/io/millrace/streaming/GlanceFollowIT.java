package io.millrace.streaming;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.Feedback;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.online.Damping;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.streaming.feedback.GlanceFollow;
import io.millrace.streaming.feedback.GlanceFollow.GlanceTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Within the broker and the Redis of the other tests. */
class GlanceFollowIT {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final AtomicInteger PIPELINES = new AtomicInteger();

    private final String name = "glances" + PIPELINES.incrementAndGet();
    private final Pipeline pipeline =
            PipelineFile.parse(ShopTables.YAML.replace("name: shop", "name: " + name), secret -> null);
    private final OnlineKeys keys = new OnlineKeys(name);

    private static void publish(KafkaProducer<byte[], byte[]> producer, EventType type, byte[] value) {
        producer.send(new ProducerRecord<>(type.topic(), "u".getBytes(UTF_8), value));
        producer.flush();
    }

    private static byte[] event(String type, String id, String user, String item, long second) {
        ObjectNode data = Json.mapper().createObjectNode().put("user", user).put("item", item);
        if (!id.isEmpty()) {
            data.put("response_id", "r-" + id);
        }
        return new EventCodec().encode(new PublishedEvent("e" + second, type, START.plusSeconds(second), data));
    }

    private List<Glance> glances(JedisPooled redis, String user) {
        return redis.zrangeWithScores(keys.glances(user), 0, -1).stream()
                .map(entry -> Glance.parse(entry.getElement(), Instant.ofEpochMilli((long) entry.getScore())))
                .toList();
    }

    private void awaitGlances(JedisPooled redis, String user, Glance... expected) {
        Awaitility.await().atMost(LiveProcess.DEADLINE).ignoreExceptions().untilAsserted(() -> assertThat(
                        glances(redis, user))
                .containsExactly(expected));
    }

    @Test
    void theLatestGlancesOfEachUserAreKeptAlsoThoseThatCameWhileRedisWasAway() throws Exception {
        EventType impressions = pipeline.events().get(0);
        EventType clicks = pipeline.events().get(1);
        String bootstrap = LiveProcess.kafka().bootstrapServers();
        try (var redis = new JedisPooled(LiveProcess.redis().uri());
                var follow = GlanceFollow.start(
                        pipeline,
                        bootstrap,
                        new GlanceTarget(redis, new Damping(1, Duration.ofDays(3), 3)),
                        new SimpleMeterRegistry());
                var producer = producer(bootstrap)) {
            // Given topics that are made later, and what is no event
            make(bootstrap, impressions, clicks);
            publish(producer, impressions, "nonsense".getBytes(UTF_8));
            // When one glance is told twice, one is a click, and one names no response
            publish(producer, impressions, event(Feedback.IMPRESSION, "1", "u1", "a", 1));
            publish(producer, impressions, event(Feedback.IMPRESSION, "1", "u1", "b", 2));
            publish(producer, impressions, event(Feedback.IMPRESSION, "1", "u1", "b", 2));
            publish(producer, clicks, event(Feedback.CLICK, "1", "u1", "b", 3));
            // And the click is read again, and after it the impression is told again by a client who was not answered
            publish(producer, clicks, event(Feedback.CLICK, "1", "u1", "b", 2));
            publish(producer, impressions, event(Feedback.IMPRESSION, "1", "u1", "b", 4));
            publish(producer, impressions, event(Feedback.IMPRESSION, "", "u2", "a", 4));
            publish(producer, clicks, event(Feedback.CLICK, "", "u2", "a", 5));
            // Then
            awaitGlances(redis, "u2", glance(false, "a", "e4", 4), glance(true, "a", "e5", 5));
            awaitGlances(
                    redis,
                    "u1",
                    glance(false, "a", "r-1", 1),
                    glance(false, "b", "r-1", 2),
                    glance(true, "b", "r-1", 3));
            assertThat(redis.ttl(keys.glances("u1")))
                    .isBetween(1L, Duration.ofDays(30).toSeconds());
            // When Redis is away, and one more than is kept comes
            LiveProcess.redis().process().orElseThrow().kill();
            publish(producer, impressions, event(Feedback.IMPRESSION, "2", "u3", "a", 5));
            LiveProcess.redis().start();
            for (int second = 6; second < 9; second++) {
                publish(producer, impressions, event(Feedback.IMPRESSION, "2", "u3", "i" + second, second));
            }
            // Then
            awaitGlances(
                    redis,
                    "u3",
                    glance(false, "i6", "r-2", 6),
                    glance(false, "i7", "r-2", 7),
                    glance(false, "i8", "r-2", 8));
            follow.requireRunning();
        }
    }

    @Test
    void whatRedisWillNeverTakeIsTheEndAndSaysWhy() throws Exception {
        EventType impressions = pipeline.events().get(0);
        String bootstrap = LiveProcess.kafka().bootstrapServers();
        try (var redis = new JedisPooled(LiveProcess.redis().uri());
                var follow = GlanceFollow.start(
                        pipeline,
                        bootstrap,
                        new GlanceTarget(redis, new Damping(1, Duration.ofDays(3), 3)),
                        new SimpleMeterRegistry());
                var producer = producer(bootstrap)) {
            make(bootstrap, impressions);
            redis.set(keys.glances("u1"), "no glances");

            publish(producer, impressions, event(Feedback.IMPRESSION, "1", "u1", "a", 1));

            Awaitility.await().atMost(LiveProcess.DEADLINE).untilAsserted(() -> assertThatThrownBy(
                            follow::requireRunning)
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("WRONGTYPE")
                    .extracting(problem -> ((PipelineException) problem).kind())
                    .isEqualTo(FailureKind.ONLINE_STORE));
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void make(String bootstrap, EventType... types) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(Arrays.stream(types)
                            .map(type -> new NewTopic(type.topic(), 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static Glance glance(boolean clicked, String item, String occasion, long second) {
        return new Glance(clicked, item, occasion, START.plusSeconds(second));
    }
}
