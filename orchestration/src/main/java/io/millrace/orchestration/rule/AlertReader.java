package io.millrace.orchestration.rule;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of alerts for one channel, and goes on where the channel was when the process ended. All partitions are
 * its own, so that it may wait for the channel for as long as it takes.
 */
final class AlertReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    /** A broker forgets an offset that is not committed again within some days. */
    private static final long PLACED_FOR = Duration.ofHours(12).toNanos();

    private final String topic;
    private final Delivery delivery;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long placed = System.nanoTime();

    /** @param consumers gives a consumer that commits nothing by itself */
    AlertReader(String topic, Delivery delivery, Supplier<Consumer<String, byte[]>> consumers) {
        this.topic = topic;
        this.delivery = delivery;
        this.consumers = consumers;
    }

    /** Waits, and says whether to go on. */
    private boolean pause(Duration time) throws InterruptedException {
        return !ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Makes it end as soon as the channel has answered. */
    void end() {
        ended.countDown();
    }

    @Override
    public void run() {
        try {
            while (ended.getCount() > 0) {
                readUntilFailure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readUntilFailure() throws InterruptedException {
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            boolean goesOn = begin(consumer);
            while (goesOn) {
                goesOn = turn(consumer, this::pause);
            }
        } catch (KafkaException | PipelineException e) {
            LOG.warn("Alerts for the {} wait: {}", delivery.channel(), e.getMessage());
            pause(AFTER_FAILURE);
        }
    }

    /** Takes all partitions, as soon as the live state has made the topic; says whether to go on. */
    private boolean begin(Consumer<String, byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = partitions(consumer);
        while (partitions.isEmpty()) {
            if (!pause(AFTER_FAILURE)) {
                return false;
            }
            partitions = partitions(consumer);
        }
        place(consumer, Set.copyOf(partitions), Instant.now());
        consumer.assign(partitions);
        return true;
    }

    /**
     * Commits a place in each partition: the one that it has, else that of the first alert that is news. A partition
     * without one would begin with what is news after the next start, and pass over what came while nobody read.
     */
    void place(Consumer<String, byte[]> consumer, Set<TopicPartition> partitions, Instant now) {
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
        consumer.committed(partitions).forEach((partition, place) -> {
            if (place != null) {
                places.put(partition, place);
            }
        });
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeAll(places.keySet());
        Map<TopicPartition, Long> since = new HashMap<>();
        fresh.forEach(
                partition -> since.put(partition, now.minus(delivery.news()).toEpochMilli()));
        // Before the question for what is news: what comes between the two is not passed over.
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh);
        consumer.offsetsForTimes(since)
                .forEach((partition, first) -> places.put(
                        partition, new OffsetAndMetadata(first == null ? ends.get(partition) : first.offset())));
        consumer.commitSync(places);
        placed = System.nanoTime();
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Reads some, and tells of them; says whether to go on. */
    boolean turn(Consumer<String, byte[]> consumer, Pause pause) throws InterruptedException {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            Optional<Alert> alert = alert(record);
            if (alert.isPresent() && !delivery.deliver(alert.get(), Instant.ofEpochMilli(record.timestamp()), pause)) {
                return false;
            }
            consumer.commitSync(Map.of(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset() + 1)));
        }
        if (System.nanoTime() - placed > PLACED_FOR) {
            place(consumer, consumer.assignment(), Instant.now());
        }
        return ended.getCount() > 0;
    }

    private Optional<Alert> alert(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(Alert.parse(record.value()));
        } catch (IllegalArgumentException e) {
            return passedOver(record, e.getMessage());
        }
    }

    private Optional<Alert> passedOver(ConsumerRecord<String, byte[]> record, String why) {
        LOG.warn(
                "The record at offset {} of {}-{} is no alert and is passed over: {}",
                record.offset(),
                topic,
                record.partition(),
                why);
        delivery.passedOver();
        return Optional.empty();
    }
}
