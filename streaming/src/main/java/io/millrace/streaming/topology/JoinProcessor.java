package io.millrace.streaming.topology;

import io.millrace.streaming.join.JoinStage;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The second stage in Kafka Streams. */
final class JoinProcessor implements Processor<byte[], HopMessage, byte[], HopMessage> {
    static final String STORE = "joins";
    static final String TO_USERS = "joins-to-users";
    static final String TO_FIGURES = "joins-to-figures";

    /** So many rows are told of in one step: few enough for a small part of a transaction. */
    private static final int PAGE = 1_000;

    private static final Duration GO_ON = Duration.ofMillis(10);
    private static final Duration FORGET = Duration.ofSeconds(1);
    /** So long at a time what waits may take, so that commits come between. */
    private static final Duration TURN = Duration.ofMillis(200);

    private final StageSettings settings;
    private final CommitPace commits;
    private ProcessorContext<byte[], HopMessage> context;
    private JoinStage stage;
    private long time;

    JoinProcessor(StageSettings settings, CommitPace commits) {
        this.settings = settings;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<byte[], HopMessage> given) {
        context = given;
        KeyValueStore<Bytes, byte[]> store = given.getStateStore(STORE);
        stage = new JoinStage(
                new JoinStage.Setting(
                        given.taskId().partition(), settings.pipeline(), settings.origins(Origin.Stage.ROWS), PAGE),
                new StoreShelf(store),
                this::send);
        time = given.currentSystemTimeMs();
        given.schedule(GO_ON, PunctuationType.WALL_CLOCK_TIME, now -> turn(stage::goOn));
        given.schedule(
                FORGET, PunctuationType.WALL_CLOCK_TIME, now -> turn(() -> stage.forget(Instant.ofEpochMilli(now))));
        commits.keep(given);
    }

    private static void turn(BooleanSupplier step) {
        long end = System.nanoTime() + TURN.toNanos();
        boolean isMore = true;
        while (isMore && System.nanoTime() < end) {
            isMore = step.getAsBoolean();
        }
    }

    @Override
    public void process(Record<byte[], HopMessage> record) {
        time = record.timestamp();
        stage.accept(record.value());
    }

    private void send(HopMessage message) {
        byte[] key = message.route()
                .map(route -> route.getBytes(StandardCharsets.UTF_8))
                .orElse(null);
        var record = new Record<>(key, message, time);
        if (message.goesTo().contains(HopMessage.Stage.USERS)) {
            context.forward(record, TO_USERS);
        }
        if (message.goesTo().contains(HopMessage.Stage.FIGURES) && settings.hasFigures()) {
            context.forward(record, TO_FIGURES);
        }
    }
}
