package io.millrace.workloads.shop.intake.write;

import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.intake.event.EventKind;
import io.millrace.workloads.shop.intake.kafka.IntakeKafkaConfig;
import io.millrace.workloads.shop.intake.kafka.KafkaProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the shop's topics and writes what they hold to its database; waits for the database where it is away, as long as
 * that takes.
 *
 * <p>The positions in the topics are stored after the database has what is before them. A process that has lost its
 * partitions without knowing may go on for a moment beside the one that has them now: each of them begins at a stored
 * position and goes on in order, so that what it writes either is the next or was written.
 */
public final class EventWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSE = Duration.ofSeconds(25);

    private final IntakeKafkaConfig config;
    private final IntakeMetrics metrics;
    private final Ledger ledger;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    // What is thrown completes the end.
    private final Thread thread = new Thread(() -> end.completeAsync(this::run, Runnable::run), "shop-writer");
    private Duration pause = FIRST_PAUSE;
    private volatile Optional<String> problem = Optional.empty();

    public EventWriter(IntakeKafkaConfig config, ShopDatabase database, IntakeMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.ledger = new Ledger(database, metrics);
        this.consumer = new KafkaConsumer<>(KafkaProperties.consumer(config));
        thread.setDaemon(true);
    }

    /** Begins to write; the topics are there. */
    public void start() {
        thread.start();
    }

    /** Why what is taken has to wait; nothing where it is written as it comes. */
    public Optional<String> problem() {
        return problem;
    }

    /** Completes when it is closed, exceptionally if it cannot go on. */
    public CompletableFuture<Void> end() {
        return end;
    }

    private Void run() {
        try (consumer;
                ledger) {
            consumer.subscribe(List.of(config.orders(), config.products()));
            while (closed.getCount() > 0) {
                round();
            }
        } catch (InterruptedException e) {
            LOG.debug("the writer ends");
        }
        return null;
    }

    private void round() throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        boolean complete = write(records, done);
        if (!complete) {
            rewind(records, done);
        }
        commit(consumer, done);
        metrics.waiting(waiting());
        if (!complete) {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Whether all of it is written; where not, what is not done has to be read again. */
    private boolean write(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, OffsetAndMetadata> done) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (closed.getCount() == 0 || !write(record)) {
                    return false;
                }
                done.put(partition, new OffsetAndMetadata(record.offset() + 1));
            }
        }
        return true;
    }

    private boolean write(ConsumerRecord<byte[], byte[]> record) {
        EventKind kind = record.topic().equals(config.orders()) ? EventKind.ORDER : EventKind.PRODUCT;
        byte[] value = Optional.ofNullable(record.value()).orElse(new byte[0]);
        try {
            ledger.write(new TakenRecord(kind, record.topic(), record.partition(), record.offset(), value));
            metrics.writing(true);
            if (problem.isPresent()) {
                LOG.info("writing to the shop's database again");
            }
            problem = Optional.empty();
            pause = FIRST_PAUSE;
            return true;
        } catch (PipelineException e) {
            if (!e.kind().retryable()) {
                throw e;
            }
            metrics.writing(false);
            if (problem.isEmpty()) {
                LOG.warn("{}; orders are taken and wait in Kafka", e.getMessage());
            }
            problem = Optional.of(e.getMessage());
            return false;
        }
    }

    private void rewind(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, OffsetAndMetadata> done) {
        for (TopicPartition partition : records.partitions()) {
            long first = records.records(partition).get(0).offset();
            long next = Optional.ofNullable(done.get(partition))
                    .map(OffsetAndMetadata::offset)
                    .orElse(first);
            consumer.seek(partition, next);
        }
    }

    /** Stores positions where that can be done; what is not stored is read again, which does no harm. */
    static void commit(Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> done) {
        if (done.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(done);
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            // The receipts know what is read again.
            LOG.warn(
                    "The positions of the writer could not be stored ({}); some records are read again",
                    e.getMessage());
        }
    }

    private long waiting() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    @Override
    public void close() {
        closed.countDown();
        if (thread.isAlive()) {
            try {
                thread.join(CLOSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            consumer.close();
        }
    }
}
