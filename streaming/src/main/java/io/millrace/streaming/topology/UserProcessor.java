package io.millrace.streaming.topology;

import io.millrace.streaming.part.Unwritten;
import io.millrace.streaming.user.TieRule;
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

/** The last stage in Kafka Streams. */
final class UserProcessor implements Processor<byte[], HopMessage, Void, Void> {
    static final String STORE = "users";
    /** Time between two looks at what is asked to be written again: nobody waits for less. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final StageSettings settings;
    private final CommitPace commits;
    private final WriteTurns turns;
    private UserStage stage;
    private int part;
    private long nextLook;

    UserProcessor(StageSettings settings, CommitPace commits) {
        this.settings = settings;
        this.commits = commits;
        this.turns = new WriteTurns(settings.board());
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        part = context.taskId().partition();
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
        List<Origin> origins = new ArrayList<>(settings.origins(Origin.Stage.ROWS));
        origins.addAll(settings.origins(Origin.Stage.JOINS));
        stage = new UserStage(
                new StoreShelf(store),
                origins,
                TieRule.of(settings.pipeline()),
                kinds -> new Unwritten(part, settings.batch(), kinds));
        tell();
        context.schedule(WriteTurns.WRITE, PunctuationType.WALL_CLOCK_TIME, this::write);
        commits.keep(context);
    }

    @Override
    public void process(Record<byte[], HopMessage> record) {
        stage.accept(record.value());
    }

    private void write(long now) {
        turns.turn(now, () -> stage.write(settings.store()) || writeAgain(now));
        tell();
    }

    private boolean writeAgain(long now) {
        if (now < nextLook) {
            return false;
        }
        boolean isMore = stage.writeAgain(settings.store());
        nextLook = isMore ? now : now + LOOK.toMillis();
        return isMore;
    }

    private void tell() {
        settings.board()
                .users(part, stage.unwritten().written(), stage.unwritten().waiting(), stage.counts());
    }

    @Override
    public void close() {
        settings.board().usersEnd(part);
    }
}
