package io.millrace.lakehouse.quarantine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.util.Optional;

/**
 * A waiting record and what is needed to find its row again.
 *
 * @param key the bytes of the record's key; may be null
 * @param value the bytes of the record; may be null
 */
record HeldRecord(RecordId id, TableId table, byte[] key, byte[] value) {
    private static final ObjectMapper JSON = Json.mapper();
    private static final ChangeCodec CODEC = new ChangeCodec();

    /**
     * The key of the source's row: the record's own, else the one in its value as it is understood now, which may be
     * better than when it was put aside.
     */
    Optional<ObjectNode> rowKey() {
        return ownKey().or(this::keyInValue).filter(columns -> !columns.isEmpty());
    }

    private Optional<ObjectNode> ownKey() {
        try {
            return key == null ? Optional.empty() : Optional.ofNullable(JSON.readValue(key, ObjectNode.class));
        } catch (IOException e) {
            // The key is not one of Millrace's; perhaps the value tells more.
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> keyInValue() {
        try {
            Change change = CODEC.decodeChange(value);
            return Optional.of(change)
                    .filter(read -> table.equals(read.table()))
                    .map(Change::key);
        } catch (IllegalArgumentException e) {
            // Still unreadable, which is what the caller says.
            return Optional.empty();
        }
    }
}
