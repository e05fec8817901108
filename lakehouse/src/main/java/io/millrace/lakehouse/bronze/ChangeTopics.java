package io.millrace.lakehouse.bronze;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
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

    /** Waits until capture has made all of these topics; gives their numbers of partitions. */
    public Map<String, Integer> await(Collection<String> topics) throws InterruptedException {
        boolean told = false;
        while (true) {
            Map<String, Integer> found = partitions(topics);
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

    private Map<String, Integer> partitions(Collection<String> topics) throws InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            answerOf(topic.getValue())
                    .ifPresent(description -> partitions.put(
                            topic.getKey(), description.partitions().size()));
        }
        return partitions;
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

    /**
     * Checks that the topics still hold what follows the offsets.
     *
     * @throws PipelineException of kind DATA_LOSS if records that were never read are gone, or the topic is another
     */
    public void checkReachable(Map<TopicPartition, Long> next) throws InterruptedException {
        Map<TopicPartition, Long> earliest = offsets(next.keySet(), OffsetSpec.earliest());
        Map<TopicPartition, Long> latest = offsets(next.keySet(), OffsetSpec.latest());
        for (var entry : next.entrySet()) {
            long first = earliest.get(entry.getKey());
            long end = latest.get(entry.getKey());
            if (entry.getValue() < first || entry.getValue() > end) {
                throw new PipelineException(
                        FailureKind.DATA_LOSS,
                        ("The change log was read up to offset %d of %s, but the topic now holds %d to %d: changes are"
                                        + " lost or the topic was made anew; take a new snapshot of the source")
                                .formatted(entry.getValue(), entry.getKey(), first, end));
            }
        }
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
