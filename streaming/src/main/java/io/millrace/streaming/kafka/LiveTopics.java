package io.millrace.streaming.kafka;

import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that the live state reads, and those that it makes for itself. */
public final class LiveTopics implements AutoCloseable {
    private static final int SEGMENT_BYTES = 1 << 26;
    /** Nothing unread may ever go; what was read is removed by those who read it. */
    private static final Map<String, String> HOP = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "segment.bytes", Integer.toString(SEGMENT_BYTES),
            "message.timestamp.type", "LogAppendTime");
    /** Who reads from the beginning gets each span once, and none that is older than anybody asks a topic for. */
    private static final Map<String, String> METRICS = Map.of(
            "cleanup.policy", "compact,delete",
            "retention.ms", Long.toString(Duration.ofDays(90).toMillis()),
            "segment.bytes", Integer.toString(SEGMENT_BYTES));

    private static final Map<String, String> ALERTS = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", Long.toString(Duration.ofDays(90).toMillis()),
            "segment.bytes", Integer.toString(SEGMENT_BYTES));
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 100;

    private final Admin admin;
    private final String bootstrap;
    private final Topics names;
    private final int partitions;
    private final boolean hasFigures;

    public LiveTopics(String bootstrap, Pipeline pipeline) {
        this.bootstrap = bootstrap;
        this.names = new Topics(pipeline.name());
        this.partitions = pipeline.source().partitions();
        this.hasFigures = !pipeline.figures().isEmpty();
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrap,
                "client.id",
                "millrace-streaming-admin",
                "reconnect.backoff.max.ms",
                2_000,
                "default.api.timeout.ms",
                30_000));
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private <T> T asked(Question<T> question) throws InterruptedException {
        try {
            return question.ask();
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            throw new PipelineException(
                    FailureKind.BROKER,
                    "Kafka at %s does not tell of the topics, or does not make them: %s"
                            .formatted(bootstrap, cause.getMessage()),
                    cause);
        }
    }

    /** Which of the topics that capture makes are not there yet. */
    public Set<String> missing(Set<String> changes) throws InterruptedException {
        Set<String> missing = new TreeSet<>(changes);
        missing.add(names.schemas());
        missing.removeAll(asked(() -> admin.listTopics().names().get()));
        return missing;
    }

    /**
     * Makes the topics between the stages.
     *
     * @throws PipelineException of kind CONFIGURATION if a topic has another number of partitions than the pipeline file
     *     says
     */
    public void ensure(Set<String> changes, String generation, short replication) throws InterruptedException {
        List<String> own = own(generation);
        List<String> all = new ArrayList<>(changes);
        all.addAll(own);
        asked(() -> {
            for (String topic : own) {
                create(topic, replication, HOP);
            }
            if (hasFigures) {
                create(names.metrics(), replication, METRICS);
                create(names.alerts(), replication, ALERTS);
            }
            return own;
        });
        asked(() -> described(all)).forEach((topic, description) -> {
            if (description.partitions().size() != partitions) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "The topic %s has %d partitions, but the pipeline file asks for %d; set source.partitions to %d"
                                .formatted(
                                        topic,
                                        description.partitions().size(),
                                        partitions,
                                        description.partitions().size()));
            }
        });
    }

    private List<String> own(String generation) {
        List<String> own = new ArrayList<>(List.of(names.liveJoins(generation), names.liveUsers(generation)));
        if (hasFigures) {
            own.add(names.liveFigures(generation));
        }
        return own;
    }

    private Map<String, TopicDescription> described(List<String> topics)
            throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (true) {
            try {
                return admin.describeTopics(topics).allTopicNames().get();
            } catch (ExecutionException e) {
                // A broker may not know for a moment of what was made just now.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Makes those topics of events that are not there, as a gateway would: whichever starts first. */
    public void makeEvents(List<EventType> types, short replication) throws InterruptedException {
        asked(() -> {
            for (EventType type : types) {
                Map<String, String> settings = new HashMap<>(type.keeping().topicSettings());
                if (replication > 1) {
                    settings.put("min.insync.replicas", "2");
                }
                create(new NewTopic(type.topic(), type.partitions(), replication).configs(settings));
            }
            return described(types.stream().map(EventType::topic).toList());
        });
    }

    private void create(String topic, short replication, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        create(new NewTopic(topic, partitions, replication).configs(settings));
    }

    private void create(NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            // Another process of the same live state was faster, or it was there before.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** How many records of these topics were removed, in which partitions, that the group had not read. */
    public Map<TopicPartition, Long> lost(Set<String> topics, String group) throws InterruptedException {
        var committed = asked(() -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get());
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (offset != null && topics.contains(partition.topic())) {
                wanted.put(partition, OffsetSpec.earliest());
            }
        });
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> begins =
                asked(() -> admin.listOffsets(wanted).all().get());
        Map<TopicPartition, Long> lost = new HashMap<>();
        begins.forEach((partition, begin) -> {
            long missing = begin.offset() - committed.get(partition).offset();
            if (missing > 0) {
                lost.put(partition, missing);
            }
        });
        return lost;
    }

    /** Removes what the group has read of the topics between the stages, and keeps in its own state. */
    public void removeRead(String generation) throws InterruptedException {
        List<String> own = own(generation);
        asked(() -> {
            Map<TopicPartition, RecordsToDelete> read = new HashMap<>();
            admin.listConsumerGroupOffsets(names.live(generation))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (offset != null && own.contains(partition.topic())) {
                            read.put(partition, RecordsToDelete.beforeOffset(offset.offset()));
                        }
                    });
            return admin.deleteRecords(read).all().get();
        });
    }

    /** Removes all topics of a live state that another one has replaced. */
    public void remove(String generation) throws InterruptedException {
        asked(() -> {
            Set<String> its = new TreeSet<>();
            for (String topic : admin.listTopics().names().get()) {
                if (topic.startsWith(names.live(generation) + ".") || topic.startsWith(names.live(generation) + "-")) {
                    its.add(topic);
                }
            }
            return admin.deleteTopics(its).all().get();
        });
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
