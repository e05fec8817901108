package io.millrace.cdc.reload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.kafka.ReloadPublisher;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.postgresql.copy.CopyOut;

/**
 * A range of a reload, to be read and published.
 *
 * @param queries what read its rows
 * @param keys keys that were asked for; those without a row are published as gone
 */
record RangeTask(
        TableReading reading, Reload reload, TableLayout layout, int range, List<String> queries, List<AskedKey> keys) {
    private static final int REPORT = 1_000;
    /** Bytes from which on a row is read, encoded and published while no other such row is. */
    private static final int LARGE_LINE = 4 << 20;

    void read(SnapshotReader reader) throws SQLException, InterruptedException {
        RowEncoder encoder = layout.encoder();
        reading.publishSchema(encoder.schema());
        var sender = new Sender(encoder, reading.part(layout.table()));
        Map<String, AskedKey> missing = new LinkedHashMap<>();
        keys.forEach(key -> missing.put(key.node().toString(), key));
        for (String query : queries) {
            copy(reader, query, sender, missing);
        }
        for (AskedKey key : missing.values()) {
            sender.sendGone(key.node());
        }
        sender.report();
        reading.requireSameFiles(reader, layout.table());
        reading.finish(this, sender.part.confirm());
    }

    private void copy(SnapshotReader reader, String query, Sender sender, Map<String, AskedKey> missing)
            throws SQLException, InterruptedException {
        CopyOut copy = reader.copy(query);
        String[] texts = new String[layout.columns().size()];
        try {
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                if (line.length < LARGE_LINE) {
                    sender.send(sender.record(line, texts, missing));
                } else {
                    sendAlone(line, texts, sender, missing);
                }
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Several of its size in memory at once, each in several forms, would be more than that is made for. */
    private void sendAlone(byte[] line, String[] texts, Sender sender, Map<String, AskedKey> missing)
            throws InterruptedException {
        reading.largeRow().acquire();
        try {
            Encoded record = sender.record(line, texts, missing);
            Arrays.fill(texts, null);
            sender.send(record);
            sender.part.confirm();
        } finally {
            reading.largeRow().release();
        }
    }

    /** A record to be sent. */
    private record Encoded(byte[] key, byte[] value) {}

    /** Encodes records with the marks of the reload and counts them. */
    private final class Sender {
        private final ChangeCodec codec = new ChangeCodec();
        private final RowEncoder encoder;
        private final ReloadPublisher.Part part;
        private final RecordTemplate rows;
        private long records;
        private long bytes;

        Sender(RowEncoder encoder, ReloadPublisher.Part part) {
            this.encoder = encoder;
            this.part = part;
            this.rows = new RecordTemplate(codec, (key, row) -> record(Operation.READ, key, null, row));
        }

        /** The record of a line of COPY; its key is no longer missing. */
        Encoded record(byte[] line, String[] texts, Map<String, AskedKey> missing) {
            CopyLine.read(line, texts);
            Struct struct = encoder.row(texts);
            ObjectNode key = encoder.key(struct);
            if (!missing.isEmpty()) {
                missing.remove(key.toString());
            }
            ObjectNode row = encoder.image(struct);
            part.requireRoom(row, () -> record(Operation.READ, key, null, row));
            byte[] keyBytes = codec.encodeKey(key);
            return new Encoded(keyBytes, rows.record(keyBytes, codec.encodeKey(row)));
        }

        void sendGone(ObjectNode key) {
            send(new Encoded(codec.encodeKey(key), codec.encode(record(Operation.DELETE, key, key, null))));
        }

        private Change record(Operation op, ObjectNode key, ObjectNode before, ObjectNode after) {
            ReadingMoment moment = reading.moment();
            return new Change(
                    op,
                    layout.table(),
                    key,
                    moment.incarnation(),
                    moment.lsn(),
                    moment.lsn() - 1,
                    0,
                    moment.micros(),
                    encoder.schema().id(),
                    before,
                    after,
                    reload.id());
        }

        void send(Encoded record) {
            part.send(record.key(), record.value());
            records++;
            bytes += record.value().length;
            if (records == REPORT) {
                report();
            }
        }

        void report() {
            reload.sent(records);
            reading.published(layout.table(), records, bytes);
            records = 0;
            bytes = 0;
        }
    }
}
