package io.millrace.streaming.row;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.wire.HopMessage.LookupRow;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Values;
import java.util.List;
import java.util.Optional;

/**
 * A table in which a dimension of other rows is looked up.
 *
 * @param lookup the lookup's number
 * @param key cell with what others name the row by
 * @param column cell with the dimension
 */
record LookupRole(int lookup, int key, int column) implements Role {

    /** Under which key a row is found, and what it says. */
    private record Told(String key, Values values) {}

    @Override
    public void tell(String row, Optional<StoredRow> before, Optional<StoredRow> after, Position at, Outbox outbox) {
        Optional<Told> was = before.flatMap(this::told);
        Optional<Told> is = after.flatMap(this::told);
        if (was.equals(is)) {
            return;
        }
        was.filter(told -> !is.map(Told::key).equals(Optional.of(told.key())))
                .ifPresent(told -> outbox.send(new LookupRow(lookup, told.key(), row, Optional.empty(), at)));
        is.ifPresent(told -> outbox.send(new LookupRow(lookup, told.key(), row, Optional.of(told.values()), at)));
    }

    private Optional<Told> told(StoredRow row) {
        return row.exists()
                ? row.cells()
                        .get(key)
                        .value()
                        .map(found -> new Told(
                                found,
                                new Values(List.of(row.cells().get(column).value()))))
                : Optional.empty();
    }
}
