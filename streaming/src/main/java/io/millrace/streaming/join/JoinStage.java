package io.millrace.streaming.join;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.figure.Relation;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Contribution;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.ChildRow;
import io.millrace.streaming.wire.HopMessage.LookupRow;
import io.millrace.streaming.wire.HopMessage.ParentRow;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.HopMessage.RelationRow;
import io.millrace.streaming.wire.HopMessage.Tie;
import io.millrace.streaming.wire.Lowest;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.PairName;
import io.millrace.streaming.wire.Shelf;
import io.millrace.streaming.wire.Side;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** One part of the second stage: some of the parents' keys, with all rows that name them. */
public final class JoinStage {
    private static final int PARENT = 0;
    private static final int CHILD = 1;
    private static final int PROGRESS = 2;

    private final int part;
    private final Shelf shelf;
    private final Outbox outbox;
    private final Lowest lowest;
    private final RelationJoin relations;

    /**
     * Makes the part, with what its shelf holds.
     *
     * @param origins all parts of the stage before
     * @param relations what figures are made of
     */
    public JoinStage(int part, Shelf shelf, Collection<Origin> origins, List<Relation> relations, Outbox outbox) {
        this.part = part;
        this.shelf = shelf;
        this.outbox = outbox;
        this.lowest = new Lowest(shelf, PROGRESS, origins);
        this.relations = new RelationJoin(shelf, relations, outbox);
    }

    /** Takes a message of the stage before. */
    public void accept(HopMessage message) {
        if (message instanceof ParentRow row) {
            parent(row);
        } else if (message instanceof ChildRow row) {
            child(row);
        } else if (message instanceof RelationRow row) {
            relations.accept(row);
        } else if (message instanceof LookupRow row) {
            relations.accept(row);
        } else if (message instanceof Reached reached) {
            lowest.tell(reached)
                    .ifPresent(progress -> outbox.send(new Reached(new Origin(Origin.Stage.JOINS, part), progress)));
        } else {
            throw new IllegalArgumentException("Users and items are not joined here: " + message);
        }
    }

    private static byte[] prefix(int tag, int kind, String key) {
        return new ByteSink().tag(tag).number(kind).text(key).bytes();
    }

    private static byte[] entry(int tag, int kind, String key, String row) {
        return new ByteSink().tag(tag).number(kind).text(key).text(row).bytes();
    }

    private static String rowIn(byte[] entry) {
        var source = new ByteSource(entry);
        source.tag();
        source.number();
        source.text();
        return source.text();
    }

    private static Side side(byte[] bytes) {
        return HopCodec.side(new ByteSource(bytes));
    }

    private Optional<Side> replace(byte[] entry, Optional<Side> side) {
        Optional<Side> before = shelf.get(entry).map(JoinStage::side);
        if (side.isPresent()) {
            var sink = new ByteSink();
            HopCodec.write(sink, side.get());
            shelf.put(entry, sink.bytes());
        } else {
            shelf.remove(entry);
        }
        return before;
    }

    private void parent(ParentRow row) {
        Optional<Side> before = replace(entry(PARENT, row.kind(), row.key(), row.row()), row.side());
        shelf.each(prefix(CHILD, row.kind(), row.key()), (entry, bytes) -> {
            Side child = side(bytes);
            tell(
                    row.kind(),
                    PairName.of(rowIn(entry), row.row()),
                    before.map(child::with),
                    row.side().map(child::with),
                    row.at());
        });
    }

    private void child(ChildRow row) {
        Optional<Side> before = replace(entry(CHILD, row.kind(), row.key(), row.row()), row.side());
        shelf.each(prefix(PARENT, row.kind(), row.key()), (entry, bytes) -> {
            Side parent = side(bytes);
            tell(
                    row.kind(),
                    PairName.of(row.row(), rowIn(entry)),
                    before.map(child -> child.with(parent)),
                    row.side().map(child -> child.with(parent)),
                    row.at());
        });
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
