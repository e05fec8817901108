package io.millrace.streaming.row;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.figure.Place;
import io.millrace.streaming.figure.Relation;
import io.millrace.streaming.figure.WholeRow;
import io.millrace.streaming.wire.HopMessage.RelationRow;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Values;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A table whose rows figures are made of.
 *
 * @param part what a row is to a whole row
 * @param link cell with the key by which row and parent find each other; none where there is no parent
 * @param cells what the row gives, in the order of the relation
 */
record RelationRole(Relation relation, Place.Part part, OptionalInt link, List<Integer> cells) implements Role {
    RelationRole {
        cells = List.copyOf(cells);
    }

    /** Where a row tells something, and what. */
    private record Told(String key, Values values) {}

    @Override
    public void tell(String key, Optional<StoredRow> before, Optional<StoredRow> after, Position at, Outbox outbox) {
        Optional<Told> was = before.flatMap(row -> told(key, row));
        Optional<Told> is = after.flatMap(row -> told(key, row));
        if (was.equals(is)) {
            return;
        }
        if (!relation.isJoined()) {
            relation.tell(key, was.map(RelationRole::whole), is.map(RelationRole::whole), at, outbox);
            return;
        }
        was.filter(told -> !is.map(Told::key).equals(Optional.of(told.key())))
                .ifPresent(told -> outbox.send(message(told.key(), key, Optional.empty(), at)));
        is.ifPresent(told -> outbox.send(message(told.key(), key, Optional.of(told.values()), at)));
    }

    private static WholeRow whole(Told told) {
        return new WholeRow(told.values(), Values.NONE, Values.NONE);
    }

    private Optional<Told> told(String key, StoredRow row) {
        if (!row.exists()) {
            return Optional.empty();
        }
        Optional<String> address =
                link.isPresent() ? row.cells().get(link.getAsInt()).value() : Optional.of(key);
        return address.map(found -> new Told(
                found,
                new Values(cells.stream()
                        .map(cell -> row.cells().get(cell).value())
                        .toList())));
    }

    private RelationRow message(String address, String key, Optional<Values> values, Position at) {
        return new RelationRow(relation.number(), part == Place.Part.PARENT, address, key, values, at);
    }
}
