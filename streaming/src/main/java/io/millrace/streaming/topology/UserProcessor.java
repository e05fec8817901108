package io.millrace.streaming.topology;

import io.millrace.streaming.user.OnlineStore.UnreachableException;
import io.millrace.streaming.user.Unwritten;
import io.millrace.streaming.user.UserStage;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last stage in Kafka Streams. */
final class UserProcessor implements Processor<byte[], HopMessage, Void, Void> {
    static final String STORE = "users";

    private static final Logger LOG = LoggerFactory.getLogger(UserProcessor.class);
    private static final Duration WRITE = Duration.ofMillis(10);
    /** So long at a time a part may write, for others wait on the same thread. */
    private static final Duration TURN = Duration.ofMillis(200);

    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final StageSettings settings;
    private UserStage stage;
    private Unwritten unwritten;
    private int part;
    private long notBefore;
    private long pause;

    UserProcessor(StageSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        part = context.taskId().partition();
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
        List<Origin> origins = new ArrayList<>(settings.origins(Origin.Stage.ROWS));
        origins.addAll(settings.origins(Origin.Stage.JOINS));
        unwritten = new Unwritten(part, settings.batch());
        stage = new UserStage(
                new StoreShelf(store), origins, settings.recommend().halfLife(), unwritten);
        tell();
        context.schedule(WRITE, PunctuationType.WALL_CLOCK_TIME, this::write);
    }

    @Override
    public void process(Record<byte[], HopMessage> record) {
        stage.accept(record.value());
    }

    private void write(long now) {
        if (now < notBefore) {
            return;
        }
        try {
            long end = System.nanoTime() + TURN.toNanos();
            while (stage.write(settings.store()) && System.nanoTime() < end) {
                settings.board().answered();
            }
            if (pause > 0) {
                LOG.info("the online store answers again");
            }
            pause = 0;
            settings.board().answered();
        } catch (UnreachableException e) {
            if (pause == 0) {
                LOG.warn("{}; what is not written waits", e.getMessage());
            }
            settings.board().refused(e.getMessage());
            pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, 2 * pause));
            notBefore = now + pause;
        }
        tell();
    }

    private void tell() {
        settings.board().users(part, unwritten.written(), unwritten.waiting(), stage.counts());
    }

    @Override
    public void close() {
        settings.board().usersEnd(part);
    }
}
