package io.millrace.streaming.join;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.streaming.figure.Beginnings;
import io.millrace.streaming.figure.FigurePlan;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.ChildRow;
import io.millrace.streaming.wire.HopMessage.EventRow;
import io.millrace.streaming.wire.HopMessage.LookupRow;
import io.millrace.streaming.wire.HopMessage.ParentRow;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.HopMessage.RelationRow;
import io.millrace.streaming.wire.Lowest;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Shelf;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * One part of the second stage: some of the parents' keys, with all rows that name them.
 *
 * <p>No step tells of more than a page of rows. What is left of a message that concerns more is kept on the shelf, and
 * messages that come meanwhile wait behind it: so is the promise of a position, which stays true.
 */
public final class JoinStage {
    private static final int PROGRESS = 2;
    private static final int BEGINNINGS = 9;

    private final Setting setting;
    private final Shelf shelf;
    private final Outbox outbox;
    private final Lowest lowest;
    private final Join interactions;
    private final RelationJoin relations;
    private final Waiting waiting;

    /**
     * What a part is made of.
     *
     * @param origins all parts of the stage before
     * @param page so many rows are told of in one step
     */
    public record Setting(int part, Pipeline pipeline, Collection<Origin> origins, int page) {}

    /** Makes the part, with what its shelf holds. */
    public JoinStage(Setting setting, Shelf shelf, Outbox outbox) {
        this.setting = setting;
        this.shelf = shelf;
        this.outbox = new Beginnings(shelf, BEGINNINGS, setting.pipeline().figures(), outbox);
        this.lowest = new Lowest(shelf, PROGRESS, setting.origins());
        this.interactions = new InteractionJoin(shelf, this.outbox);
        this.relations =
                new RelationJoin(shelf, FigurePlan.of(setting.pipeline()).relations(), this.outbox);
        this.waiting = new Waiting(shelf);
    }

    /** Takes a message of the stage before. */
    public void accept(HopMessage message) {
        if (waiting.isEmpty()) {
            take(message);
        } else {
            waiting.add(message);
        }
    }

    /** Does one more step of what waits; says whether there is more. */
    public boolean goOn() {
        if (waiting.rest().isPresent()) {
            tell(waiting.rest().get());
        } else {
            waiting.poll().ifPresent(this::take);
        }
        return !waiting.isEmpty();
    }

    /**
     * Forgets some of the events that cannot come again by now, by the source's clock and by this machine's.
     *
     * @return whether there may be more of them
     */
    public boolean forget(Instant machine) {
        return lowest.now()
                .map(Progress::sourceTime)
                .map(source -> source.isBefore(machine) ? source : machine)
                .filter(now -> relations.forget(Micros.of(now), setting.page()))
                .isPresent();
    }

    private void take(HopMessage message) {
        if (message instanceof Reached reached) {
            lowest.tell(reached)
                    .ifPresent(progress ->
                            outbox.send(new Reached(new Origin(Origin.Stage.JOINS, setting.part()), progress)));
        } else {
            join(message).begin(message).ifPresent(this::tell);
        }
    }

    private Join join(HopMessage message) {
        if (message instanceof ParentRow || message instanceof ChildRow) {
            return interactions;
        }
        if (message instanceof RelationRow || message instanceof LookupRow || message instanceof EventRow) {
            return relations;
        }
        throw new IllegalArgumentException("Users and items are not joined here: " + message);
    }

    private void tell(FanOut fanOut) {
        var page = new Page(join(fanOut.cause()).telling(fanOut), setting.page());
        shelf.from(fanOut.prefix(), fanOut.next(), page);
        waiting.keep(page.next.map(fanOut::from));
    }

    /** Shows some entries, and remembers the one that comes next. */
    private static final class Page implements Shelf.VisitWhile {
        private final Shelf.Visit visit;
        private int left;
        private Optional<byte[]> next = Optional.empty();

        Page(Shelf.Visit visit, int size) {
            this.visit = visit;
            this.left = size;
        }

        @Override
        public boolean entry(byte[] key, byte[] value) {
            if (left == 0) {
                next = Optional.of(key);
                return false;
            }
            left--;
            visit.entry(key, value);
            return true;
        }
    }
}
