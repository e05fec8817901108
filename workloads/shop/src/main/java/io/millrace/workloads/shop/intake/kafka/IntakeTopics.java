package io.millrace.workloads.shop.intake.kafka;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the shop's topics where they are absent; those that are there stay as they are. */
public final class IntakeTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeTopics.class);

    private final IntakeKafkaConfig config;
    private final Admin admin;

    public IntakeTopics(IntakeKafkaConfig config) {
        this.config = config;
        this.admin = Admin.create(KafkaProperties.admin(config));
    }

    /**
     * Returns when both topics are there.
     *
     * @throws PipelineException of kind BROKER if the broker cannot be asked
     */
    public void ensure() throws InterruptedException {
        try {
            Set<String> existing = admin.listTopics().names().get();
            for (String topic : List.of(config.orders(), config.products())) {
                if (!existing.contains(topic)) {
                    make(topic);
                }
            }
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new PipelineException(
                    FailureKind.BROKER,
                    "Cannot look for the shop's topics at %s: %s".formatted(config.bootstrap(), cause.getMessage()),
                    cause);
        }
    }

    private void make(String topic) throws ExecutionException, InterruptedException {
        Map<String, String> settings = new HashMap<>();
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", Long.toString(config.retention().toMillis()));
        if (config.replication() > 1) {
            // With acks=all an accepted order survives the loss of one broker, and a lone broker accepts nothing.
            settings.put("min.insync.replicas", "2");
        }
        try {
            admin.createTopics(
                            List.of(new NewTopic(topic, config.partitions(), config.replication()).configs(settings)))
                    .all()
                    .get();
            LOG.info("topic made: {}", topic);
        } catch (ExecutionException e) {
            // Another process was first and made the same.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
