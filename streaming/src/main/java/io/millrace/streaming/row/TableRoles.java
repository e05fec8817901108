package io.millrace.streaming.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableSchema;
import io.millrace.streaming.wire.Outbox;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * All that a table is for.
 *
 * @param number of the table among those with a role
 * @param cells values that the roles need of a row
 * @param zone of times that have none
 */
record TableRoles(int number, List<CellSpec> cells, List<Role> roles, ZoneId zone) {
    TableRoles {
        cells = List.copyOf(cells);
        roles = List.copyOf(roles);
    }

    List<Cell> cells(TableSchema schema, ObjectNode image, Stamp since) {
        return cells.stream().map(cell -> cell.read(schema, image, zone, since)).toList();
    }

    void tell(String key, Optional<StoredRow> before, Optional<StoredRow> after, Position at, Outbox outbox) {
        roles.forEach(role -> role.tell(key, before, after, at, outbox));
    }
}
