package io.millrace.workloads.shop.intake.kafka;

import io.millrace.contracts.change.Topics;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.intake.event.EventKind;
import java.time.Duration;

/**
 * The shop's topics and how they are used; the keys are described in {@code reference.conf}.
 *
 * @param bootstrap brokers that a client asks first
 * @param patience how long an event may take to be acknowledged
 * @param silence how long a process of the group may not ask for more before its share goes to others
 * @param memory bytes that the producer may hold
 */
public record IntakeKafkaConfig(
        String bootstrap,
        short replication,
        String orders,
        String products,
        int partitions,
        Duration retention,
        String group,
        Duration patience,
        Duration silence,
        long memory) {
    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(100);
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(6);

    public IntakeKafkaConfig {
        require(replication >= 1, "kafka.replication must be at least 1, but is " + replication);
        require(partitions >= 1, "shop-intake.topics.partitions must be at least 1, but is " + partitions);
        require(!orders.equals(products), "shop-intake.topics.orders and products must be two topics");
        require(
                !Topics.isOwn(orders) && !Topics.isOwn(products),
                "shop-intake.topics.orders and products must not begin with 'millrace.': those topics are of who watches the shop");
        require(
                retention.compareTo(Duration.ofHours(1)) >= 0,
                "shop-intake.topics.retention must be at least an hour, but is " + retention);
        require(!group.isBlank(), "shop-intake.group must not be empty");
        require(
                patience.compareTo(SHORTEST_PATIENCE) >= 0,
                "shop-intake.patience must be at least %s, but is %s".formatted(SHORTEST_PATIENCE, patience));
        require(
                silence.compareTo(SHORTEST_SILENCE) >= 0,
                "shop-intake.silence must be at least %s, but is %s".formatted(SHORTEST_SILENCE, silence));
    }

    /** Where events of a kind go. */
    public String topic(EventKind kind) {
        return switch (kind) {
            case ORDER -> orders;
            case PRODUCT -> products;
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, otherwise);
        }
    }
}
