package io.millrace.streaming.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.Feedback;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.online.Damping;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Follows the topics of impressions and clicks, from the oldest record that Kafka has. What Redis does not take for a while
 * is read again, and what is read again changes nothing. Whatever else goes wrong is the end, which {@link #requireRunning}
 * tells.
 */
public final class GlanceFollow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GlanceFollow.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration ORDERLY_END = Duration.ofSeconds(5);
    /** So late at most are topics noticed that the gateway makes after this was started. */
    private static final int TOPICS_LOOKED_FOR_MILLIS = 10_000;

    private final Consumer<byte[], byte[]> consumer;
    private final GlanceStore store;
    private final Counter kept;
    private final Counter passedOver;
    private final EventCodec codec = new EventCodec();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "glances");
    private volatile Throwable failure;
    private boolean refused;

    GlanceFollow(Consumer<byte[], byte[]> consumer, GlanceStore store, MeterRegistry metrics) {
        this.consumer = consumer;
        this.store = store;
        this.kept = counter(metrics, "kept");
        this.passedOver = counter(metrics, "passed_over");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, problem) -> failure = problem);
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("millrace.streaming.glances")
                .description("Impressions and clicks that were read, by what became of them")
                .tag("outcome", outcome)
                .register(metrics);
    }

    /** Of a pipeline, with the brokers of this address; begins at once. */
    public static GlanceFollow start(Pipeline pipeline, String bootstrap, GlanceTarget target, MeterRegistry metrics) {
        var properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "millrace.%s.glances".formatted(pipeline.name()));
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, TOPICS_LOOKED_FOR_MILLIS);
        var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        // As a pattern, because topics that are not there yet are waited for without a warning each time.
        consumer.subscribe(Pattern.compile(pipeline.events().stream()
                .filter(type -> Feedback.NAMES.contains(type.name()))
                .map(EventType::topic)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"))));
        var follow = new GlanceFollow(
                consumer, new GlanceStore(target.redis(), new OnlineKeys(pipeline.name()), target.damping()), metrics);
        follow.thread.start();
        return follow;
    }

    /** Where glances go, and how many of them. */
    public record GlanceTarget(UnifiedJedis redis, Damping damping) {}

    private void run() {
        try (consumer) {
            while (closed.getCount() > 0) {
                take(consumer.poll(POLL));
            }
        } catch (WakeupException e) {
            // Only close() wakes it.
            LOG.debug("woken to end", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts what follows impressions", e);
        }
    }

    /** Writes a batch, or has it read again. */
    void take(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        if (records.isEmpty()) {
            return;
        }
        List<PublishedEvent> events = new ArrayList<>();
        records.forEach(record -> decode(record, events));
        try {
            if (!events.isEmpty()) {
                store.write(events);
            }
            kept.increment(events.size());
            passedOver.increment(records.count() - (double) events.size());
            if (refused) {
                refused = false;
                LOG.info("Redis takes impressions again");
            }
            // Not waited for: what is read again after a crash is written again as it was.
            consumer.commitAsync();
        } catch (JedisException e) {
            if (!GlanceStore.isPassing(e)) {
                throw e;
            }
            if (!refused) {
                refused = true;
                LOG.warn("Redis does not take impressions: {}; trying again", e.getMessage());
            }
            goBack(records);
            closed.await(REST.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void goBack(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, records.records(partition).get(0).offset());
            }
        }
    }

    /** What is no impression or click is the lake's to quarantine. */
    private void decode(ConsumerRecord<byte[], byte[]> record, List<PublishedEvent> events) {
        try {
            PublishedEvent event = codec.decode(record.value());
            if (Feedback.NAMES.contains(event.type())
                    && event.data().path(Feedback.USER).isTextual()
                    && event.data().path(Feedback.ITEM).isTextual()) {
                events.add(event);
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("passed over {} {} {}", record.topic(), record.partition(), record.offset(), e);
        }
    }

    /**
     * Returns as long as it runs.
     *
     * @throws PipelineException if it has ended before it was closed
     */
    public void requireRunning() {
        Throwable problem = failure;
        if (problem != null) {
            throw new PipelineException(
                    kind(problem),
                    "Impressions cannot be followed any further: %s; they are read on when this is started again"
                            .formatted(problem),
                    problem);
        }
    }

    private static FailureKind kind(Throwable problem) {
        if (problem instanceof KafkaException) {
            return FailureKind.BROKER;
        }
        return problem instanceof JedisException ? FailureKind.ONLINE_STORE : FailureKind.INTERNAL;
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(ORDERLY_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
