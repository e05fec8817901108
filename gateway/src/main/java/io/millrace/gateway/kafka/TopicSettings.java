package io.millrace.gateway.kafka;

import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * How topics are to keep their records, and what to do about those that do not.
 *
 * <p>One under a name of Millrace's own is brought to what the pipeline file says. One that the file names may be
 * somebody else's, whose records would be lost: it is left as it is.
 */
final class TopicSettings {
    private final short replication;
    private final List<EventType> types;

    TopicSettings(short replication, List<EventType> types) {
        this.replication = replication;
        this.types = List.copyOf(types);
    }

    /** What a topic is made with. */
    Map<String, String> of(EventType type) {
        Map<String, String> settings = new HashMap<>(type.keeping().topicSettings());
        if (replication > 1) {
            // With acks=all an accepted event survives the loss of one broker, and a lone broker accepts nothing.
            settings.put("min.insync.replicas", "2");
        }
        return settings;
    }

    static ConfigResource resource(EventType type) {
        return new ConfigResource(ConfigResource.Type.TOPIC, type.topic());
    }

    /** What brings Millrace's own topics to what the file says. */
    Map<ConfigResource, Collection<AlterConfigOp>> repairs(Map<ConfigResource, Config> actual) {
        Map<ConfigResource, Collection<AlterConfigOp>> repairs = new LinkedHashMap<>();
        for (EventType type : types) {
            Map<String, String> different = different(type, actual.get(resource(type)));
            if (Topics.isOwn(type.topic()) && !different.isEmpty()) {
                List<AlterConfigOp> repair = new ArrayList<>();
                different.forEach((key, value) ->
                        repair.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
                repairs.put(resource(type), repair);
            }
        }
        return repairs;
    }

    /** A sentence for each other topic that keeps its records otherwise. */
    List<String> remarks(Map<ConfigResource, Config> actual) {
        List<String> remarks = new ArrayList<>();
        for (EventType type : types) {
            Map<String, String> different = different(type, actual.get(resource(type)));
            if (!Topics.isOwn(type.topic()) && !different.isEmpty()) {
                remarks.add(remark(type, different, actual.get(resource(type))));
            }
        }
        return remarks;
    }

    private static String remark(EventType type, Map<String, String> different, Config actual) {
        String differences = different.entrySet().stream()
                .map(setting -> "%s=%s instead of %s"
                        .formatted(setting.getKey(), valueOf(actual, setting.getKey()), setting.getValue()))
                .collect(Collectors.joining(", "));
        return "The topic %s, which the pipeline file names, has %s; it may be somebody else's and is left as it is: change events.%s.keep, or the topic with kafka-configs.sh"
                .formatted(type.topic(), differences, type.name());
    }

    private Map<String, String> different(EventType type, Config actual) {
        Map<String, String> different = new TreeMap<>(of(type));
        different.entrySet().removeIf(setting -> setting.getValue().equals(valueOf(actual, setting.getKey())));
        return different;
    }

    private static String valueOf(Config config, String key) {
        ConfigEntry entry = config.get(key);
        return entry == null ? "nothing" : entry.value();
    }
}
