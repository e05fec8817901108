package io.millrace.gateway.kafka;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
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
    private final Admin admin;

    public EventTopics(KafkaConfig config, List<EventType> types) {
        this.config = config;
        this.types = List.copyOf(types);
        this.admin = Admin.create(KafkaProperties.admin(config));
    }

    /**
     * Makes sure that each topic is there with its partitions and keeps its records as the pipeline file says.
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
                make(new NewTopic(type.topic(), type.partitions(), config.replication()).configs(settings(type)));
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

    private Map<String, String> settings(EventType type) {
        Map<String, String> settings = new HashMap<>(type.keeping().topicSettings());
        if (config.replication() > 1) {
            // With acks=all an accepted event survives the loss of one broker, and a lone broker accepts nothing.
            settings.put("min.insync.replicas", "2");
        }
        return settings;
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
        var actual = admin.describeConfigs(
                        types.stream().map(EventTopics::resource).toList())
                .all()
                .get();
        Map<ConfigResource, Collection<AlterConfigOp>> repairs = new LinkedHashMap<>();
        for (EventType type : types) {
            List<AlterConfigOp> repair = new ArrayList<>();
            settings(type).forEach((key, value) -> {
                ConfigEntry entry = actual.get(resource(type)).get(key);
                if (entry == null || !value.equals(entry.value())) {
                    repair.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
                }
            });
            if (!repair.isEmpty()) {
                repairs.put(resource(type), repair);
                LOG.info("settings of topic {} brought to {}", type.topic(), repair);
            }
        }
        if (!repairs.isEmpty()) {
            admin.incrementalAlterConfigs(repairs).all().get();
        }
    }

    private static ConfigResource resource(EventType type) {
        return new ConfigResource(ConfigResource.Type.TOPIC, type.topic());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
