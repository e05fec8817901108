package io.millrace.streaming.join;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.figure.Relation;
import io.millrace.streaming.figure.Relation.Look;
import io.millrace.streaming.figure.WholeRow;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.EventRow;
import io.millrace.streaming.wire.HopMessage.LookupRow;
import io.millrace.streaming.wire.HopMessage.RelationRow;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Shelf;
import io.millrace.streaming.wire.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes whole rows of what figures need: rows with their parents, and with what is looked up. What others say of a row
 * counts as it is now, so that a change of it moves all rows that name it.
 */
final class RelationJoin implements Join {
    private static final int OWN = 3;
    private static final int PARENT = 4;
    private static final int LOOKUP = 5;
    private static final int USE = 6;
    /** Events have no parent to be found by. */
    private static final String NO_KEY = "";

    private final Shelf shelf;
    private final List<Relation> relations;
    private final Outbox outbox;
    private final EventMemory events;

    RelationJoin(Shelf shelf, List<Relation> relations, Outbox outbox) {
        this.shelf = shelf;
        this.events = new EventMemory(shelf);
        this.relations = List.copyOf(relations);
        this.outbox = outbox;
    }

    /** Which row, with which parent, of which relation under which key. */
    private record Pair(int relation, String key, String row, Optional<String> parent) {
        /** Two texts that are JSON objects are one name of the two. */
        String name() {
            return parent.map(other -> row + " " + other).orElse(row);
        }
    }

    /** What both say. */
    private record Both(Values own, Values parent) {}

    /** A key in a table in which something is looked up. */
    private record Wanted(int lookup, String key) {}

    private static Values values(byte[] bytes) {
        return Values.readFrom(new ByteSource(bytes));
    }

    private Optional<byte[]> replace(RowKey key, Optional<Values> values) {
        byte[] entry = key.bytes();
        Optional<byte[]> before = shelf.get(entry);
        values.ifPresentOrElse(now -> shelf.put(entry, now.bytes()), () -> shelf.remove(entry));
        return before;
    }

    @Override
    public Optional<FanOut> begin(HopMessage message) {
        if (message instanceof LookupRow row) {
            return begin(row);
        }
        if (message instanceof EventRow row) {
            happened(row);
            return Optional.empty();
        }
        return begin((RelationRow) message);
    }

    private static RowKey keyOf(int relation, String event) {
        return new RowKey(OWN, relation, NO_KEY, event);
    }

    /** An event is told once: what is on the shelf was told before. */
    private void happened(EventRow row) {
        byte[] entry = keyOf(row.relation(), row.event()).bytes();
        if (shelf.get(entry).isEmpty()) {
            shelf.put(entry, row.values().bytes());
            events.put(row);
            step(
                    new Pair(row.relation(), NO_KEY, row.event(), Optional.empty()),
                    Optional.empty(),
                    Optional.of(new Both(row.values(), Values.NONE)),
                    HopMessage.OF_EVENTS);
        }
    }

    /**
     * Forgets events that are remembered until an earlier time: they stay counted where they are.
     *
     * @param most so many at a time
     * @return whether there may be more
     */
    boolean forget(long micros, int most) {
        List<EventMemory.Known> over = events.takeBefore(micros, most);
        for (EventMemory.Known known : over) {
            RowKey key = keyOf(known.relation(), known.event());
            var pair = new Pair(known.relation(), NO_KEY, known.event(), Optional.empty());
            wanted(relations.get(known.relation()), new Both(found(key), Values.NONE))
                    .forEach(wanted -> shelf.remove(use(wanted, pair)));
            shelf.remove(key.bytes());
        }
        return over.size() == most;
    }

    /** A row or a parent has changed. */
    private Optional<FanOut> begin(RelationRow row) {
        int tag = row.parent() ? PARENT : OWN;
        Optional<byte[]> before = replace(new RowKey(tag, row.relation(), row.key(), row.row()), row.values());
        if (relations.get(row.relation()).through().isPresent()) {
            byte[] others = RowKey.prefix(row.parent() ? OWN : PARENT, row.relation(), row.key());
            return Optional.of(FanOut.of(row, before, others));
        }
        step(
                new Pair(row.relation(), row.key(), row.row(), Optional.empty()),
                before.map(own -> new Both(values(own), Values.NONE)),
                row.values().map(own -> new Both(own, Values.NONE)),
                row.at());
        return Optional.empty();
    }

    @Override
    public Shelf.Visit telling(FanOut fanOut) {
        if (fanOut.cause() instanceof LookupRow row) {
            return telling(row, fanOut.before().map(text -> new String(text, StandardCharsets.UTF_8)));
        }
        var row = (RelationRow) fanOut.cause();
        Optional<Values> before = fanOut.before().map(RelationJoin::values);
        return row.parent() ? tellingRows(row, before) : tellingParents(row, before);
    }

    private Shelf.Visit tellingRows(RelationRow parent, Optional<Values> before) {
        return (entry, bytes) -> {
            Values own = values(bytes);
            step(
                    new Pair(
                            parent.relation(), parent.key(), RowKey.parse(entry).row(), Optional.of(parent.row())),
                    before.map(was -> new Both(own, was)),
                    parent.values().map(is -> new Both(own, is)),
                    parent.at());
        };
    }

    private Shelf.Visit tellingParents(RelationRow row, Optional<Values> before) {
        return (entry, bytes) -> {
            Values parent = values(bytes);
            step(
                    new Pair(
                            row.relation(),
                            row.key(),
                            row.row(),
                            Optional.of(RowKey.parse(entry).row())),
                    before.map(was -> new Both(was, parent)),
                    row.values().map(is -> new Both(is, parent)),
                    row.at());
        };
    }

    private void step(Pair pair, Optional<Both> before, Optional<Both> after, Position at) {
        if (before.equals(after)) {
            return;
        }
        Relation relation = relations.get(pair.relation());
        Set<Wanted> was = before.map(both -> wanted(relation, both)).orElse(Set.of());
        Set<Wanted> is = after.map(both -> wanted(relation, both)).orElse(Set.of());
        was.stream().filter(wanted -> !is.contains(wanted)).forEach(wanted -> shelf.remove(use(wanted, pair)));
        is.stream()
                .filter(wanted -> !was.contains(wanted))
                .forEach(wanted -> shelf.put(use(wanted, pair), new byte[0]));
        relation.tell(
                pair.name(),
                before.map(both -> whole(relation, both, Optional.empty(), Optional.empty())),
                after.map(both -> whole(relation, both, Optional.empty(), Optional.empty())),
                at,
                outbox);
    }

    private static Optional<String> key(Look look, Both both) {
        return new WholeRow(both.own(), both.parent(), Values.NONE).at(look.key());
    }

    private static Set<Wanted> wanted(Relation relation, Both both) {
        Set<Wanted> wanted = new LinkedHashSet<>();
        relation.looks().forEach(look -> key(look, both).ifPresent(key -> wanted.add(new Wanted(look.lookup(), key))));
        return wanted;
    }

    /**
     * The whole row.
     *
     * @param changing a key of which another value counts than the one on the shelf
     * @param instead that value
     */
    private WholeRow whole(Relation relation, Both both, Optional<Wanted> changing, Optional<String> instead) {
        List<Optional<String>> found = new ArrayList<>();
        for (Look look : relation.looks()) {
            Optional<Wanted> wanted = key(look, both).map(key -> new Wanted(look.lookup(), key));
            found.add(wanted.isPresent() && wanted.equals(changing) ? instead : wanted.flatMap(this::lookedUp));
        }
        return new WholeRow(both.own(), both.parent(), new Values(found));
    }

    /** What is found; of several rows with one key the first one counts. */
    private Optional<String> lookedUp(Wanted wanted) {
        List<Values> first = new ArrayList<>(1);
        byte[] prefix = RowKey.prefix(LOOKUP, wanted.lookup(), wanted.key());
        shelf.from(prefix, prefix, (entry, bytes) -> {
            first.add(values(bytes));
            return false;
        });
        return first.stream().findFirst().flatMap(values -> values.texts().get(0));
    }

    private static byte[] use(Wanted wanted, Pair pair) {
        return new ByteSink()
                .tag(USE)
                .number(wanted.lookup())
                .text(wanted.key())
                .number(pair.relation())
                .text(pair.key())
                .text(pair.row())
                .optional(pair.parent(), ByteSink::text)
                .bytes();
    }

    private static Pair pairIn(byte[] use) {
        var source = new ByteSource(use);
        source.tag();
        source.number();
        source.text();
        return new Pair(source.number(), source.text(), source.text(), source.optional(ByteSource::text));
    }

    /** A row in which others look something up has changed. */
    private Optional<FanOut> begin(LookupRow row) {
        var wanted = new Wanted(row.lookup(), row.key());
        Optional<String> before = lookedUp(wanted);
        replace(new RowKey(LOOKUP, row.lookup(), row.key(), row.row()), row.values());
        return before.equals(lookedUp(wanted))
                ? Optional.empty()
                : Optional.of(FanOut.of(
                        row,
                        before.map(text -> text.getBytes(StandardCharsets.UTF_8)),
                        RowKey.prefix(USE, row.lookup(), row.key())));
    }

    private Shelf.Visit telling(LookupRow row, Optional<String> before) {
        var wanted = Optional.of(new Wanted(row.lookup(), row.key()));
        Optional<String> after = lookedUp(wanted.get());
        return (use, nothing) -> {
            Pair pair = pairIn(use);
            Relation relation = relations.get(pair.relation());
            var both = new Both(
                    found(new RowKey(OWN, pair.relation(), pair.key(), pair.row())),
                    pair.parent()
                            .map(parent -> found(new RowKey(PARENT, pair.relation(), pair.key(), parent)))
                            .orElse(Values.NONE));
            relation.tell(
                    pair.name(),
                    Optional.of(whole(relation, both, wanted, before)),
                    Optional.of(whole(relation, both, wanted, after)),
                    row.at(),
                    outbox);
        };
    }

    private Values found(RowKey key) {
        return shelf.get(key.bytes())
                .map(RelationJoin::values)
                .orElseThrow(() -> new IllegalStateException("A row that looks something up is on the shelf"));
    }
}
