package io.millrace.streaming.join;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Contribution;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.ChildRow;
import io.millrace.streaming.wire.HopMessage.ParentRow;
import io.millrace.streaming.wire.HopMessage.Tie;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.PairName;
import io.millrace.streaming.wire.Shelf;
import io.millrace.streaming.wire.Side;
import java.util.Optional;

/** Makes ties of users to items out of rows and their parents. */
final class InteractionJoin implements Join {
    private static final int PARENT = 0;
    private static final int CHILD = 1;

    private final Shelf shelf;
    private final Outbox outbox;

    InteractionJoin(Shelf shelf, Outbox outbox) {
        this.shelf = shelf;
        this.outbox = outbox;
    }

    private static Side side(byte[] bytes) {
        return HopCodec.side(new ByteSource(bytes));
    }

    @Override
    public Optional<FanOut> begin(HopMessage message) {
        if (message instanceof ParentRow row) {
            Optional<byte[]> before = replace(new RowKey(PARENT, row.kind(), row.key(), row.row()), row.side());
            return Optional.of(FanOut.of(row, before, RowKey.prefix(CHILD, row.kind(), row.key())));
        }
        var row = (ChildRow) message;
        Optional<byte[]> before = replace(new RowKey(CHILD, row.kind(), row.key(), row.row()), row.side());
        return Optional.of(FanOut.of(row, before, RowKey.prefix(PARENT, row.kind(), row.key())));
    }

    private Optional<byte[]> replace(RowKey key, Optional<Side> side) {
        byte[] entry = key.bytes();
        Optional<byte[]> before = shelf.get(entry);
        if (side.isPresent()) {
            var sink = new ByteSink();
            HopCodec.write(sink, side.get());
            shelf.put(entry, sink.bytes());
        } else {
            shelf.remove(entry);
        }
        return before;
    }

    @Override
    public Shelf.Visit telling(FanOut fanOut) {
        Optional<Side> before = fanOut.before().map(InteractionJoin::side);
        if (fanOut.cause() instanceof ParentRow row) {
            return (entry, bytes) -> {
                Side child = side(bytes);
                tell(
                        row.kind(),
                        PairName.of(RowKey.parse(entry).row(), row.row()),
                        before.map(child::with),
                        row.side().map(child::with),
                        row.at());
            };
        }
        var row = (ChildRow) fanOut.cause();
        return (entry, bytes) -> {
            Side parent = side(bytes);
            tell(
                    row.kind(),
                    PairName.of(row.row(), RowKey.parse(entry).row()),
                    before.map(child -> child.with(parent)),
                    row.side().map(child -> child.with(parent)),
                    row.at());
        };
    }

    private void tell(int kind, String row, Optional<Side> before, Optional<Side> after, Position at) {
        if (before.equals(after)) {
            return;
        }
        Optional<String> was = before.flatMap(Side::user);
        Optional<String> is = after.flatMap(Side::user);
        was.filter(user -> !is.equals(was))
                .ifPresent(user -> outbox.send(new Tie(user, kind, row, Optional.empty(), at)));
        is.ifPresent(user -> outbox.send(new Tie(user, kind, row, after.map(Contribution::of), at)));
    }
}
