package io.millrace.gateway.kafka;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.gateway.intake.EventLog;
import io.millrace.gateway.intake.ReadyEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;

/** Writes events to their topics; an event is kept when all replicas in sync have it. */
public final class KafkaEventLog implements EventLog, AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    public KafkaEventLog(KafkaConfig config) {
        this.producer = new KafkaProducer<>(KafkaProperties.producer(config));
    }

    @Override
    public CompletableFuture<Void> append(ReadyEvent event) {
        var kept = new CompletableFuture<Void>();
        try {
            var record = new ProducerRecord<>(event.type().topic(), event.key(), event.value());
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
