package io.millrace.streaming.row;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.wire.Contribution;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.ChildRow;
import io.millrace.streaming.wire.HopMessage.ParentRow;
import io.millrace.streaming.wire.HopMessage.Tie;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Side;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A table whose rows are interactions of a kind, or have part of what they are.
 *
 * @param kind the kind's number
 * @param part what a row is to an interaction
 * @param link cell with the key by which child and parent find each other; none where the row is all
 */
record InteractionRole(int kind, Part part, OptionalInt link, SideCells cells) implements Role {
    /** What a row is to an interaction. */
    enum Part {
        WHOLE,
        CHILD,
        PARENT
    }

    /** Where a row tells something, and what. */
    private record Told(String address, Side side) {}

    @Override
    public void tell(String key, Optional<StoredRow> before, Optional<StoredRow> after, Position at, Outbox outbox) {
        Optional<Told> was = before.flatMap(this::told);
        Optional<Told> is = after.flatMap(this::told);
        if (was.equals(is)) {
            return;
        }
        was.filter(told -> !is.map(Told::address).equals(Optional.of(told.address())))
                .ifPresent(told -> outbox.send(message(told.address(), key, Optional.empty(), at)));
        is.ifPresent(told -> outbox.send(message(told.address(), key, Optional.of(told.side()), at)));
    }

    private Optional<Told> told(StoredRow row) {
        return cells.of(row).flatMap(side -> (link.isPresent()
                        ? row.cells().get(link.getAsInt()).value()
                        : side.user())
                .map(address -> new Told(address, side)));
    }

    private HopMessage message(String address, String key, Optional<Side> side, Position at) {
        return switch (part) {
            case WHOLE -> new Tie(address, kind, key, side.map(Contribution::of), at);
            case CHILD -> new ChildRow(kind, address, key, side, at);
            case PARENT -> new ParentRow(kind, address, key, side, at);
        };
    }
}
