package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tables that are captured and their topics.
 *
 * @param partitions number of partitions of each table's topic
 * @param topicIds what the brokers call each topic: one that is made anew under the same name is called otherwise
 */
public record CapturedTables(Topics topics, Map<TableId, Integer> partitions, Map<String, String> topicIds) {
    public CapturedTables {
        partitions = new TreeMap<>(partitions);
        topicIds = new TreeMap<>(topicIds);
    }

    public Set<TableId> tables() {
        return partitions.keySet();
    }

    /** The table whose changes a topic holds; null for a topic of none. */
    public TableId tableOf(String topic) {
        return tables().stream()
                .filter(table -> topics.changes(table).equals(topic))
                .findFirst()
                .orElse(null);
    }

    /** The table of each topic. */
    Map<String, String> tableNamesByTopic() {
        Map<String, String> names = new TreeMap<>();
        tables().forEach(table -> names.put(topics.changes(table), table.toString()));
        return names;
    }
}
