package io.millrace.streaming.topology;

import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.streaming.row.RowStage;
import io.millrace.streaming.wire.HopMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** The first stage in Kafka Streams. */
final class RowProcessor implements Processor<byte[], byte[], byte[], HopMessage> {
    static final String STORE = "rows";
    static final String TO_JOINS = "rows-to-joins";
    static final String TO_USERS = "rows-to-users";
    static final String TO_FIGURES = "rows-to-figures";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FORGET = Duration.ofHours(1);

    private final StageSettings settings;
    private final CommitPace commits;
    private final Map<String, TableId> tables;
    private final Deque<Map<TableId, Progress>> past = new ArrayDeque<>();
    private ProcessorContext<byte[], HopMessage> context;
    private RowStage stage;
    private int part;
    private long time;

    RowProcessor(StageSettings settings, CommitPace commits) {
        this.settings = settings;
        this.commits = commits;
        this.tables = settings.tablesByTopic();
    }

    @Override
    public void init(ProcessorContext<byte[], HopMessage> given) {
        context = given;
        part = given.taskId().partition();
        KeyValueStore<Bytes, byte[]> store = given.getStateStore(STORE);
        stage = new RowStage(part, settings.pipeline(), new StoreShelf(store), settings.schemas(), this::send);
        // A part that moves to another thread or process leaves behind which offset was the last.
        settings.losses().of(part).forEach(stage::lost);
        settings.board().rows(part, stage.standings());
        given.schedule(
                LOOK, PunctuationType.WALL_CLOCK_TIME, now -> settings.board().rows(part, stage.standings()));
        commits.keep(given);
        given.schedule(FORGET, PunctuationType.WALL_CLOCK_TIME, now -> forget());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        time = record.timestamp();
        RecordMetadata place = context.recordMetadata().orElseThrow();
        Header kind = record.headers().lastHeader(ChangeCodec.KIND_HEADER);
        stage.accept(
                tables.get(place.topic()),
                place.offset(),
                kind == null ? null : new String(kind.value(), StandardCharsets.UTF_8),
                record.value());
    }

    private void send(HopMessage message) {
        byte[] key = message.route()
                .map(route -> route.getBytes(StandardCharsets.UTF_8))
                .orElse(null);
        var record = new Record<>(key, message, time);
        for (HopMessage.Stage stage : message.goesTo()) {
            switch (stage) {
                case JOINS -> context.forward(record, TO_JOINS);
                case USERS -> context.forward(record, TO_USERS);
                case FIGURES -> {
                    if (settings.hasFigures()) {
                        context.forward(record, TO_FIGURES);
                    }
                }
            }
        }
    }

    private void forget() {
        Map<TableId, Progress> now = new TreeMap<>();
        stage.standings().forEach((table, standing) -> standing.reached().ifPresent(at -> now.put(table, at)));
        past.add(now);
        if (past.size() > settings.rememberFor().toHours()) {
            stage.forget(past.remove());
        }
    }

    @Override
    public void close() {
        settings.board().rowsEnd(part);
    }
}
