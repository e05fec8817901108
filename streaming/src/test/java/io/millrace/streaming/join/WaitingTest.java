package io.millrace.streaming.join;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.streaming.MemoryShelf;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.Origin;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WaitingTest {
    private static final int MESSAGE = 8;

    private final MemoryShelf shelf = new MemoryShelf();

    private static HopMessage message(int lsn) {
        return new Reached(new Origin(Origin.Stage.ROWS, 0), new Progress(new Position(1, lsn), Instant.EPOCH));
    }

    private Waiting ofThree() {
        var waiting = new Waiting(shelf);
        for (int lsn = 0; lsn < 3; lsn++) {
            waiting.add(message(lsn));
        }
        return waiting;
    }

    @Test
    void messagesAreTakenInTheirOrderAlsoByOneWhoFindsThemOnTheShelf() {
        assertThat(ofThree().poll()).contains(message(0));

        var later = new Waiting(shelf);
        assertThat(later.poll()).contains(message(1));
        assertThat(later.poll()).contains(message(2));
        assertThat(later.poll()).isEmpty();
        assertThat(new Waiting(shelf).isEmpty()).isTrue();
    }

    @Test
    void aMessageThatTheShelfHasLostIsNotPassedOver() {
        Waiting waiting = ofThree();
        shelf.remove(new ByteSink().tag(MESSAGE).bigNumber(1).bytes());
        waiting.poll();

        assertThatThrownBy(waiting::poll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from 1 up to 3");
    }
}
