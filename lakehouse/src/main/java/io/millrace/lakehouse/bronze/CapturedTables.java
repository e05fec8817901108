package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.lake.LakeNames;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tables that are captured and their topics, and the topics of events.
 *
 * @param partitions number of partitions of each table's topic
 * @param events the event types by their topics
 * @param topicIds what the brokers call each topic: one that is made anew under the same name is called otherwise
 */
public record CapturedTables(
        Topics topics, Map<TableId, Integer> partitions, Map<String, EventTopic> events, Map<String, String> topicIds) {
    public CapturedTables {
        partitions = new TreeMap<>(partitions);
        events = new TreeMap<>(events);
        topicIds = new TreeMap<>(topicIds);
    }

    public Set<TableId> tables() {
        return partitions.keySet();
    }

    /** The name under which the quarantine shows events of a type. */
    public TableId quarantineName(String type) {
        return new TableId(new LakeNames(topics.pipeline()).eventsSchema(), type);
    }

    /** All names under which the quarantine may hold records. */
    public Set<TableId> quarantineNames() {
        Set<TableId> names = new TreeSet<>(tables());
        events.values().forEach(event -> names.add(quarantineName(event.type().name())));
        return names;
    }

    /** The table whose changes a topic holds; null for a topic of none. */
    public TableId tableOf(String topic) {
        return tables().stream()
                .filter(table -> topics.changes(table).equals(topic))
                .findFirst()
                .orElse(null);
    }

    /** What the quarantine calls the records of each topic. */
    Map<String, String> tableNamesByTopic() {
        Map<String, String> names = new TreeMap<>();
        tables().forEach(table -> names.put(topics.changes(table), table.toString()));
        events.forEach((topic, event) ->
                names.put(topic, quarantineName(event.type().name()).toString()));
        return names;
    }

    /** How many partitions each topic has. */
    Map<String, Integer> partitionsByTopic() {
        Map<String, Integer> counts = new TreeMap<>();
        partitions.forEach((table, count) -> counts.put(topics.changes(table), count));
        events.forEach((topic, event) -> counts.put(topic, event.partitions()));
        return counts;
    }

    /** The name of the event type of each topic of events. */
    Map<String, String> typesByTopic() {
        Map<String, String> types = new TreeMap<>();
        events.forEach((topic, event) -> types.put(topic, event.type().name()));
        return types;
    }
}
