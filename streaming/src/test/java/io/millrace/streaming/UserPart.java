package io.millrace.streaming;

import io.millrace.streaming.part.Unwritten;
import io.millrace.streaming.user.TieRule;
import io.millrace.streaming.user.UserStage;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Origin;
import java.util.List;
import java.util.Random;

/** A part of the users. */
final class UserPart extends LogPart {
    private final int part;
    private final Random random;
    private final List<Origin> origins;
    private final MemoryStore store;
    private UserStage stage;

    UserPart(int part, Random random, List<Origin> origins, MemoryStore store) {
        this.part = part;
        this.random = random;
        this.origins = origins;
        this.store = store;
        begin();
    }

    @Override
    void begin() {
        int batch = 1 + random.nextInt(4);
        stage = new UserStage(
                shelf, origins, TieRule.of(ShopTables.PIPELINE), kinds -> new Unwritten(part, batch, kinds));
    }

    @Override
    void accept(HopMessage message) {
        stage.accept(message);
    }

    @Override
    boolean writeSome() {
        return stage.write(store) || stage.writeAgain(store);
    }
}
