package io.millrace.gateway.kafka;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics of the event types on purpose, and refuses those that are there with another shape. */
public final class EventTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventTopics.class);

    private final KafkaConfig config;
    private final List<EventType> types;
    private final TopicSettings settings;
    private final Admin admin;
    private final Set<String> told = new HashSet<>();

    public EventTopics(KafkaConfig config, List<EventType> types) {
        this.config = config;
        this.types = List.copyOf(types);
        this.settings = new TopicSettings(config.replication(), types);
        this.admin = Admin.create(KafkaProperties.admin(config));
    }

    /**
     * Makes sure that each topic is there with its partitions, and that those of Millrace keep their records as the
     * pipeline file says; of another one that does not, says so once.
     *
     * @throws PipelineException of kind CONFIGURATION if a topic has another number of partitions; of kind BROKER if
     *     the broker cannot be asked
     */
    public void ensure() throws InterruptedException {
        try {
            make();
            verify();
            mendSettings();
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new PipelineException(
                    FailureKind.BROKER,
                    "Cannot prepare the topics of events at %s: %s".formatted(config.bootstrap(), cause.getMessage()),
                    cause);
        }
    }

    private void make() throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        for (EventType type : types) {
            if (!existing.contains(type.topic())) {
                make(new NewTopic(type.topic(), type.partitions(), config.replication()).configs(settings.of(type)));
            }
        }
    }

    private void make(NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
            LOG.info("topic made: {}", topic.name());
        } catch (ExecutionException e) {
            // Another gateway, or who reads the topic, was first and made the same.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void verify() throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> descriptions = admin.describeTopics(
                        types.stream().map(EventType::topic).toList())
                .allTopicNames()
                .get();
        for (EventType type : types) {
            int partitions = descriptions.get(type.topic()).partitions().size();
            if (partitions != type.partitions()) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        ("The topic %s has %d partitions, but the pipeline file asks for %d; the order of a key's events"
                                        + " holds only while the number stays: set events.%s.partitions to %d")
                                .formatted(type.topic(), partitions, type.partitions(), type.name(), partitions));
            }
        }
    }

    /** Follows the pipeline file where it says another time than before. */
    private void mendSettings() throws ExecutionException, InterruptedException {
        Map<ConfigResource, Config> actual = admin.describeConfigs(
                        types.stream().map(TopicSettings::resource).toList())
                .all()
                .get();
        Map<ConfigResource, Collection<AlterConfigOp>> repairs = settings.repairs(actual);
        if (!repairs.isEmpty()) {
            repairs.forEach((topic, repair) -> LOG.info("settings of topic {} brought to {}", topic.name(), repair));
            admin.incrementalAlterConfigs(repairs).all().get();
        }
        settings.remarks(actual).stream().filter(told::add).forEach(LOG::warn);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
