package io.millrace.streaming.figure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.pipeline.Figures;
import io.millrace.streaming.MemoryShelf;
import io.millrace.streaming.SmallShop;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.Begins;
import io.millrace.streaming.wire.HopMessage.Delta;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BeginningsTest {
    private static final Figures FIGURES = SmallShop.with(
                    """
            measures:
              revenue: {table: orders, at: at, aggregate: sum, value: price, windows: [hour]}
              sales: {table: orders, at: at, aggregate: count, by: {product: product_id}, windows: [hour]}
            trends:
              rising: {measure: sales, by: product, window: hour}
            """)
            .figures();
    private static final int REVENUE = 0;
    private static final int SALES = 1;
    private static final Position AT = new Position(1, 10);
    private static final Reached REACHED =
            new Reached(new Origin(Origin.Stage.ROWS, 0), new Progress(AT, Instant.EPOCH));

    private final MemoryShelf shelf = new MemoryShelf();
    private final List<HopMessage> sent = new ArrayList<>();
    private Beginnings beginnings = begin();

    private Beginnings begin() {
        return new Beginnings(shelf, 3, FIGURES, sent::add);
    }

    private static Delta row(int measure, int by, long micros, boolean more) {
        return new Delta(new Slot(measure, by, Optional.empty()), micros, Optional.empty(), more, AT);
    }

    private List<HopMessage> begins() {
        return sent.stream().filter(Begins.class::isInstance).toList();
    }

    @Test
    void theFirstRowOfAMeasureWithATrendIsToldBeforeThePositionThatHasIt() {
        beginnings.send(row(SALES, Slot.TOTAL, 50, true));
        beginnings.send(row(SALES, Slot.TOTAL, 40, true));
        beginnings.send(row(SALES, Slot.TOTAL, 60, true));
        beginnings.send(row(SALES, Slot.TOTAL, 20, false));
        beginnings.send(row(REVENUE, Slot.TOTAL, 10, true));
        assertThat(begins()).isEmpty();

        beginnings.send(REACHED);
        beginnings.send(REACHED);
        assertThat(begins()).containsExactly(new Begins(SALES, 40));
        assertThat(sent.indexOf(new Begins(SALES, 40))).isLessThan(sent.indexOf(REACHED));
    }

    @Test
    void itIsToldAgainAfterAStartAndWhenAnEarlierRowComes() {
        beginnings.send(row(SALES, Slot.TOTAL, 50, true));
        beginnings = begin();
        beginnings.send(REACHED);
        beginnings.send(row(SALES, Slot.TOTAL, 30, true));
        beginnings.send(REACHED);

        assertThat(begins()).containsExactly(new Begins(SALES, 50), new Begins(SALES, 30));
    }
}
