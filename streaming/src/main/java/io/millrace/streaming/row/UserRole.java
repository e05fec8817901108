package io.millrace.streaming.row;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.wire.HopMessage.UserRow;
import io.millrace.streaming.wire.Outbox;
import java.util.Optional;

/**
 * The table of users.
 *
 * @param id cell with the user's id
 */
record UserRole(int id) implements Role {
    @Override
    public void tell(String key, Optional<StoredRow> before, Optional<StoredRow> after, Position at, Outbox outbox) {
        Optional<String> was = before.flatMap(this::user);
        Optional<String> is = after.flatMap(this::user);
        if (was.equals(is)) {
            return;
        }
        was.ifPresent(user -> outbox.send(new UserRow(user, key, false, at)));
        is.ifPresent(user -> outbox.send(new UserRow(user, key, true, at)));
    }

    private Optional<String> user(StoredRow row) {
        return row.exists() ? row.cells().get(id).value() : Optional.empty();
    }
}
