package io.millrace.streaming.topology;

import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stages with a topic between each two: rows of one partition of all change topics, then the parents' keys, then the
 * users, and the figures beside them; events go to the users at once, and to the joins. Each is an own part of the topology, so that a
 * stage runs wherever its partition does.
 */
public final class LiveTopology {
    private static final String ROWS = "rows-stage";
    private static final String JOINS = "joins-stage";
    private static final String USERS = "users-stage";
    private static final String FIGURES = "figures-stage";
    private static final String EVENTS = "events-stage";

    private LiveTopology() {}

    /** The topology of these stages. */
    public static Topology of(StageSettings settings) {
        var commits = new CommitPace(settings.board(), settings.commitInterval());
        var hop = new HopSink();
        Deserializer<HopMessage> messages = (topic, value) -> HopCodec.decode(value);
        var bytes = new ByteArraySerializer();
        var noBytes = new ByteArrayDeserializer();
        String joins = settings.topics().liveJoins(settings.generation());
        String users = settings.topics().liveUsers(settings.generation());
        String[] changes = settings.tablesByTopic().keySet().toArray(String[]::new);
        Topology topology = new Topology()
                .addSource("changes", noBytes, noBytes, changes)
                .addProcessor(ROWS, () -> new RowProcessor(settings, commits), "changes")
                .addStateStore(store(RowProcessor.STORE), ROWS)
                .addSink(RowProcessor.TO_JOINS, joins, bytes, hop, hop, ROWS)
                .addSink(RowProcessor.TO_USERS, users, bytes, hop, hop, ROWS)
                .addSource("joins", noBytes, messages, joins)
                .addProcessor(JOINS, () -> new JoinProcessor(settings, commits), "joins")
                .addStateStore(store(JoinProcessor.STORE), JOINS)
                .addSink(JoinProcessor.TO_USERS, users, bytes, hop, hop, JOINS)
                .addSource("users", noBytes, messages, users)
                .addProcessor(USERS, () -> new UserProcessor(settings, commits), "users")
                .addStateStore(store(UserProcessor.STORE), USERS);
        if (settings.hasFigures()) {
            withFigures(topology, settings, hop, commits);
        }
        if (!settings.eventTopics().isEmpty()) {
            withEvents(topology, settings, hop, commits);
        }
        return topology;
    }

    /** Events have partitions of their own, and no state: what is told twice is known where it is kept. */
    private static void withEvents(Topology topology, StageSettings settings, HopSink hop, CommitPace commits) {
        var noBytes = new ByteArrayDeserializer();
        String joins = settings.topics().liveJoins(settings.generation());
        String users = settings.topics().liveUsers(settings.generation());
        topology.addSource("events", noBytes, noBytes, settings.eventTopics().toArray(String[]::new))
                .addProcessor(EVENTS, () -> new EventProcessor(settings, commits), "events")
                .addSink(EventProcessor.TO_USERS, users, new ByteArraySerializer(), hop, hop, EVENTS)
                .addSink(EventProcessor.TO_JOINS, joins, new ByteArraySerializer(), hop, hop, EVENTS);
    }

    private static void withFigures(Topology topology, StageSettings settings, HopSink hop, CommitPace commits) {
        Deserializer<HopMessage> messages = (topic, value) -> HopCodec.decode(value);
        var bytes = new ByteArraySerializer();
        String figures = settings.topics().liveFigures(settings.generation());
        topology.addSink(RowProcessor.TO_FIGURES, figures, bytes, hop, hop, ROWS)
                .addSink(JoinProcessor.TO_FIGURES, figures, bytes, hop, hop, JOINS)
                .addSource("figures", new ByteArrayDeserializer(), messages, figures)
                .addProcessor(FIGURES, () -> new FigureProcessor(settings, commits), "figures")
                .addStateStore(cached(FigureProcessor.STORE), FIGURES)
                .addSink(FigureProcessor.TO_METRICS, settings.topics().metrics(), bytes, bytes, FIGURES)
                .addSink(FigureProcessor.TO_ALERTS, settings.topics().alerts(), bytes, bytes, FIGURES);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }

    /** For entries of which many are changed again before the next commit: what is written then is the last of each. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> cached(String name) {
        return store(name).withCachingEnabled();
    }
}
