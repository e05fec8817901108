package io.millrace.streaming.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.process.Json;
import io.millrace.streaming.part.Unwritten;
import io.millrace.streaming.total.FigureOutbox;
import io.millrace.streaming.total.FigureStage;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The last stage of figures in Kafka Streams. */
final class FigureProcessor implements Processor<byte[], HopMessage, byte[], byte[]>, FigureOutbox {
    static final String STORE = "figures";
    static final String TO_METRICS = "figures-to-metrics";
    static final String TO_ALERTS = "figures-to-alerts";

    private final StageSettings settings;
    private final CommitPace commits;
    private final WriteTurns turns;
    private final Headers generation;
    private ProcessorContext<byte[], byte[]> context;
    private FigureStage stage;
    private int part;
    private long time;

    FigureProcessor(StageSettings settings, CommitPace commits) {
        this.settings = settings;
        this.commits = commits;
        this.turns = new WriteTurns(settings.board());
        this.generation = new RecordHeaders();
        this.generation.add(Topics.GENERATION_HEADER, settings.generation().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> given) {
        context = given;
        part = given.taskId().partition();
        KeyValueStore<Bytes, byte[]> store = given.getStateStore(STORE);
        List<Origin> origins = new ArrayList<>(settings.origins(Origin.Stage.ROWS));
        origins.addAll(settings.origins(Origin.Stage.JOINS));
        stage = new FigureStage(
                new FigureStage.Setting(
                        part,
                        settings.pipeline(),
                        settings.figures().kept(),
                        origins,
                        InstantSource.system(),
                        settings.figures().slack()),
                new StoreShelf(store),
                kinds -> new Unwritten(part, settings.batch(), kinds),
                this);
        tell();
        given.schedule(WriteTurns.WRITE, PunctuationType.WALL_CLOCK_TIME, this::write);
        commits.keep(given);
    }

    @Override
    public void process(Record<byte[], HopMessage> record) {
        time = record.timestamp();
        stage.accept(record.value());
    }

    @Override
    public void send(MeasurePoint point) {
        context.forward(record(point.key(), point), TO_METRICS);
    }

    @Override
    public void send(Alert alert) {
        context.forward(record(alert.id(), alert), TO_ALERTS);
    }

    private Record<byte[], byte[]> record(String key, Object value) {
        try {
            return new Record<>(
                    key.getBytes(StandardCharsets.UTF_8), Json.mapper().writeValueAsBytes(value), time, generation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Figures can be written as JSON", e);
        }
    }

    private void write(long now) {
        turns.turn(now, () -> stage.write(settings.figures().store()));
        tell();
    }

    private void tell() {
        settings.board()
                .figures(part, stage.unwritten().written(), stage.unwritten().waiting(), stage.ahead());
    }

    @Override
    public void close() {
        settings.board().figuresEnd(part);
    }
}
