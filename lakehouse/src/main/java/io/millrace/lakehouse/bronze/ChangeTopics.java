package io.millrace.lakehouse.bronze;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The change topics as the brokers have them. */
public final class ChangeTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeTopics.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Admin admin;

    public ChangeTopics(String bootstrap) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    /**
     * A topic as it is now.
     *
     * @param id unlike that of any other topic that ever had its name
     */
    public record Shape(int partitions, String id) {}

    /** Waits until capture has made all of these topics. */
    public Map<String, Shape> await(Collection<String> topics) throws InterruptedException {
        boolean told = false;
        while (true) {
            Map<String, Shape> found = shapes(topics);
            Set<String> missing = new TreeSet<>(topics);
            missing.removeAll(found.keySet());
            if (missing.isEmpty()) {
                return found;
            }
            if (!told) {
                LOG.info("waiting until capture has made the topics: {}", missing);
                told = true;
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Makes those of the topics that are not there, as a gateway would: whichever starts first. */
    public void make(Collection<EventType> types, short replication) throws InterruptedException {
        for (EventType type : types) {
            Map<String, String> settings = new HashMap<>(type.keeping().topicSettings());
            if (replication > 1) {
                settings.put("min.insync.replicas", "2");
            }
            var topic = new NewTopic(type.topic(), type.partitions(), replication).configs(settings);
            try {
                admin.createTopics(List.of(topic)).all().get();
                LOG.info("topic made: {}", topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw unreachable(e);
                }
            }
        }
    }

    private Map<String, Shape> shapes(Collection<String> topics) throws InterruptedException {
        Map<String, Shape> shapes = new HashMap<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            answerOf(topic.getValue())
                    .ifPresent(description -> shapes.put(
                            topic.getKey(),
                            new Shape(
                                    description.partitions().size(),
                                    description.topicId().toString())));
        }
        return shapes;
    }

    /**
     * Checks that the topics are still those that had these ids.
     *
     * @throws PipelineException of kind DATA_LOSS if one is not
     */
    void requireSame(Map<String, String> ids) {
        try {
            Map<String, Shape> now = shapes(ids.keySet());
            ids.forEach((topic, id) -> {
                if (!now.containsKey(topic) || !now.get(topic).id().equals(id)) {
                    throw new PipelineException(
                            FailureKind.DATA_LOSS,
                            ("The topic %s was deleted while it was read; after the next start its table is stale until"
                                            + " it has been read again from the source")
                                    .formatted(topic));
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> Optional<T> answerOf(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return Optional.of(answer.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw unreachable(e);
        }
    }

    /** Of these offsets, those that the topics do not hold any more or not yet, with a sentence that says so. */
    public Map<TopicPartition, String> gaps(Map<TopicPartition, Long> next) throws InterruptedException {
        Map<TopicPartition, Long> earliest = offsets(next.keySet(), OffsetSpec.earliest());
        Map<TopicPartition, Long> latest = offsets(next.keySet(), OffsetSpec.latest());
        Map<TopicPartition, String> gaps = new HashMap<>();
        next.forEach((partition, offset) -> {
            long first = earliest.get(partition);
            long end = latest.get(partition);
            if (offset < first || offset > end) {
                gaps.put(
                        partition,
                        "Kafka lost changes: %s was read up to offset %d, and now holds %d to %d"
                                .formatted(partition, offset, first, end));
            }
        });
        return gaps;
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        try {
            return admin
                    .listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), any -> spec)))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
        } catch (ExecutionException e) {
            throw unreachable(e);
        }
    }

    private static long offset(ListOffsetsResultInfo info) {
        return info.offset();
    }

    private static PipelineException unreachable(ExecutionException e) {
        return new PipelineException(
                FailureKind.BROKER,
                "Kafka does not answer; check kafka.bootstrap and that a broker is up",
                e.getCause());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
