package io.millrace.lakehouse.bronze;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Says in the words of Spark's Kafka source from where each partition is read. */
final class StartingOffsets {
    /** Spark's word for the first offset that a partition has. */
    private static final long EARLIEST = -2;

    private StartingOffsets() {}

    /** Each partition from the offset given for it, and from its beginning where none is given. */
    static String json(CapturedTables tables, Map<TopicPartition, Long> next) {
        ObjectNode offsets = JsonNodeFactory.instance.objectNode();
        tables.partitionsByTopic().forEach((topic, count) -> {
            ObjectNode partitions = offsets.putObject(topic);
            for (int partition = 0; partition < count; partition++) {
                partitions.put(
                        String.valueOf(partition), next.getOrDefault(new TopicPartition(topic, partition), EARLIEST));
            }
        });
        return offsets.toString();
    }
}
