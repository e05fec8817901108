package io.millrace.streaming.row;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.wire.Outbox;
import java.util.Optional;

/** What a table is for; tells the next stages what a change of a row means to them. */
interface Role {
    /**
     * Tells of the step from one state of a row to another; nothing where it means nothing to the role.
     *
     * @param key the row's primary key
     * @param at the earliest position that has the later state
     */
    void tell(String key, Optional<StoredRow> before, Optional<StoredRow> after, Position at, Outbox outbox);
}
