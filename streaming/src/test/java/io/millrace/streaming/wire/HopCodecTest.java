package io.millrace.streaming.wire;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HopCodecTest {
    private static final Position AT = new Position(2, 0xFFFF_FFFF_FFFFL);
    private static final Side SIDE = new Side(Optional.of("ü"), Optional.empty(), Optional.of(-1L), Optional.of(0.5));
    private static final Values VALUES = new Values(List.of(Optional.of("a"), Optional.empty()));

    @Test
    void everyMessageComesBackAsItWas() {
        List<HopMessage> messages = List.of(
                new HopMessage.ParentRow(1, "7", "{\"id\":7}", Optional.of(SIDE), AT),
                new HopMessage.ChildRow(0, "7", "{\"id\":9}", Optional.empty(), AT),
                new HopMessage.Tie("3", 1, "row", Optional.of(new Contribution("5", 1, 2)), AT),
                new HopMessage.EventTie("3", 2, "{\"event_id\":\"7\"}", new Contribution("5", 1, 2)),
                new HopMessage.UserRow("3", "row", true, AT),
                new HopMessage.ItemRow("5", "row", false, AT),
                new HopMessage.ItemSays("5", "row", Optional.of(new ItemText("Cup", true, Map.of("color", "red"))), AT),
                new HopMessage.RelationRow(2, true, "7", "row", Optional.of(VALUES), AT),
                new HopMessage.EventRow(3, "{\"event_id\":\"7\"}", VALUES, -5),
                new HopMessage.LookupRow(1, "7", "row", Optional.empty(), AT),
                new HopMessage.Delta(new Slot(1, Slot.TOTAL, Optional.empty()), -5, Optional.of("0.10"), true, AT),
                new HopMessage.RuleRow(
                        0, "7", "row", Optional.empty(), Optional.of(new Sighting(5, Optional.of("x"))), AT),
                new HopMessage.Begins(1, -5),
                new HopMessage.Reached(
                        new Origin(Origin.Stage.JOINS, 3), new Progress(AT, Instant.ofEpochSecond(1, 2))));

        for (HopMessage message : messages) {
            assertThat(HopCodec.decode(HopCodec.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void whatIsNoMessageIsRefused() {
        assertThatThrownBy(() -> HopCodec.decode(new byte[] {99})).isInstanceOf(IllegalArgumentException.class);
    }
}
