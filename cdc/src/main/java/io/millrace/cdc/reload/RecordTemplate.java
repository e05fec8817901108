package io.millrace.cdc.reload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Encodes the rows of a range, which differ in their key and their columns alone: what the codec writes around these is
 * made once and copied.
 */
final class RecordTemplate {
    private final byte[] beforeKey;
    private final byte[] beforeRow;
    private final byte[] end;

    /**
     * Makes a template.
     *
     * @param record makes the record of a key and a row
     */
    RecordTemplate(ChangeCodec codec, BiFunction<ObjectNode, ObjectNode, Change> record) {
        ObjectNode key = mark();
        ObjectNode row = mark();
        String example = new String(codec.encode(record.apply(key, row)), StandardCharsets.UTF_8);
        int keyAt = example.indexOf(key.toString());
        int keyEnd = keyAt + key.toString().length();
        int rowAt = example.indexOf(row.toString());
        if (keyAt < 0 || rowAt < keyEnd) {
            throw new IllegalStateException("A record holds its key and behind it its row, but this one is " + example);
        }
        this.beforeKey = bytes(example.substring(0, keyAt));
        this.beforeRow = bytes(example.substring(keyEnd, rowAt));
        this.end = bytes(example.substring(rowAt + row.toString().length()));
    }

    /** An object that is nowhere else in a record. */
    private static ObjectNode mark() {
        return JsonNodeFactory.instance.objectNode().put(UUID.randomUUID().toString(), 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The record of a key and a row, both encoded. */
    byte[] record(byte[] key, byte[] row) {
        byte[] record = new byte[beforeKey.length + key.length + beforeRow.length + row.length + end.length];
        int at = copy(beforeKey, record, 0);
        at = copy(key, record, at);
        at = copy(beforeRow, record, at);
        at = copy(row, record, at);
        copy(end, record, at);
        return record;
    }

    private static int copy(byte[] part, byte[] record, int at) {
        System.arraycopy(part, 0, record, at, part.length);
        return at + part.length;
    }
}
