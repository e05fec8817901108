package io.millrace.workloads.shop.intake.kafka;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.intake.event.EventKind;
import io.millrace.workloads.shop.intake.event.IntakeEvent;
import io.millrace.workloads.shop.intake.event.IntakeEventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;

/** Writes events to their topics; an event is kept when all replicas in sync have it. */
public final class KafkaEventLog implements EventLog, AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final IntakeKafkaConfig config;
    private final KafkaProducer<byte[], byte[]> producer;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    public KafkaEventLog(IntakeKafkaConfig config) {
        this.config = config;
        this.producer = new KafkaProducer<>(KafkaProperties.producer(config));
    }

    /** Learns where the topics are, for which the first event of each would hold a thread otherwise. */
    public void prepare() {
        for (EventKind kind : EventKind.values()) {
            producer.partitionsFor(config.topic(kind));
        }
    }

    @Override
    public CompletableFuture<Void> append(IntakeEvent event) {
        var kept = new CompletableFuture<Void>();
        try {
            var record = new ProducerRecord<>(
                    config.topic(event.kind()),
                    event.key().getBytes(StandardCharsets.UTF_8),
                    IntakeEventCodec.encode(event));
            producer.send(record, (written, problem) -> {
                if (problem == null) {
                    kept.complete(null);
                } else {
                    kept.completeExceptionally(problem);
                }
            });
        } catch (ApiException e) {
            kept.completeExceptionally(e);
        } catch (KafkaException e) {
            // The producer is of no use any more; a new process makes a new one.
            kept.completeExceptionally(e);
            end.completeExceptionally(new PipelineException(
                    FailureKind.BROKER, "The Kafka producer has ended: %s".formatted(e.getMessage()), e));
        }
        return kept;
    }

    /** Completes, exceptionally, when nothing can be written any more. */
    public CompletableFuture<Void> end() {
        return end;
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
