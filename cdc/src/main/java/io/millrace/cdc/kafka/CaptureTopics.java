package io.millrace.cdc.kafka;

import io.millrace.cdc.CdcConfig;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics of a pipeline on purpose, and refuses those that are there with another shape. */
public final class CaptureTopics {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureTopics.class);

    private final CdcConfig config;
    private final Pipeline pipeline;
    private final Topics names;

    public CaptureTopics(CdcConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
        this.names = new Topics(pipeline.name());
    }

    /**
     * Makes sure that each topic is there with its partitions and its cleanup.
     *
     * @throws PipelineException of kind CONFIGURATION if a topic has another number of partitions; of kind BROKER if
     *     the broker cannot be asked
     */
    public void ensure() throws InterruptedException {
        List<NewTopic> wanted = wanted();
        try (Admin admin = Admin.create(KafkaProperties.client(config, "admin"))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = wanted.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            if (!missing.isEmpty()) {
                admin.createTopics(missing).all().get();
                LOG.info("topics made: {}", missing.stream().map(NewTopic::name).collect(Collectors.joining(", ")));
            }
            verify(admin, wanted);
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new PipelineException(
                    FailureKind.BROKER,
                    "Cannot prepare the topics at %s: %s".formatted(config.bootstrap(), cause.getMessage()),
                    cause);
        }
    }

    private List<NewTopic> wanted() {
        List<NewTopic> wanted = new ArrayList<>();
        for (TableId table : pipeline.source().tables()) {
            wanted.add(topic(names.changes(table), pipeline.source().partitions(), changeLog()));
        }
        for (String name : List.of(names.schemas(), names.capture(), names.offsets())) {
            wanted.add(topic(name, 1, latestByKey()));
        }
        return wanted;
    }

    private NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, partitions, config.replication()).configs(settings);
    }

    private Map<String, String> changeLog() {
        Map<String, String> settings = new TreeMap<>();
        // Never compacted: the newest record of a key lacks the columns that did not change.
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", Long.toString(config.retention().toMillis()));
        settings.put("retention.bytes", "-1");
        settings.put("max.message.bytes", Integer.toString(config.maxRecordBytes()));
        if (config.replication() > 1) {
            // With acks=all a confirmed record survives the loss of one broker, and a lone broker confirms nothing.
            settings.put("min.insync.replicas", "2");
        }
        return settings;
    }

    private static Map<String, String> latestByKey() {
        return Map.of("cleanup.policy", "compact");
    }

    private void verify(Admin admin, List<NewTopic> wanted) throws ExecutionException, InterruptedException {
        List<String> topics = wanted.stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> descriptions =
                admin.describeTopics(topics).allTopicNames().get();
        for (NewTopic topic : wanted) {
            int partitions = descriptions.get(topic.name()).partitions().size();
            if (partitions != topic.numPartitions()) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        ("The topic %s has %d partitions, but the pipeline file asks for %d; the order of a key's changes"
                                        + " holds only while the number stays: set source.partitions to %d")
                                .formatted(topic.name(), partitions, topic.numPartitions(), partitions));
            }
        }
        mendSettings(admin, wanted);
    }

    /** Brings settings back that somebody changed: a compacted change log loses columns without a sound. */
    private static void mendSettings(Admin admin, List<NewTopic> wanted)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> resources =
                wanted.stream().map(CaptureTopics::resource).toList();
        var actual = admin.describeConfigs(resources).all().get();
        Map<ConfigResource, Collection<AlterConfigOp>> repairs = new LinkedHashMap<>();
        for (NewTopic topic : wanted) {
            List<AlterConfigOp> repair = new ArrayList<>();
            topic.configs().forEach((key, value) -> {
                ConfigEntry entry = actual.get(resource(topic)).get(key);
                if (entry == null || !entry.value().equals(value)) {
                    repair.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
                }
            });
            if (!repair.isEmpty()) {
                repairs.put(resource(topic), repair);
                LOG.info("settings of topic {} brought to {}", topic.name(), repair);
            }
        }
        if (!repairs.isEmpty()) {
            admin.incrementalAlterConfigs(repairs).all().get();
        }
    }

    private static ConfigResource resource(NewTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
