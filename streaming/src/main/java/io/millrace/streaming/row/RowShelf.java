package io.millrace.streaming.row;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Shelf;
import java.util.Optional;

/**
 * What the stage keeps of one table: where it stands, its rows by primary key, and readings of which it is not known yet
 * whether they count.
 */
final class RowShelf {
    private static final int STANDING = 0;
    private static final int ROW = 1;
    private static final int OPEN = 2;

    private final Shelf shelf;
    private final int table;

    RowShelf(Shelf shelf, int table) {
        this.shelf = shelf;
        this.table = table;
    }

    /** Looks at a row of the table. */
    @FunctionalInterface
    interface Visit {
        void row(String key, StoredRow row);
    }

    private ByteSink prefix(int tag) {
        return new ByteSink().tag(tag).number(table);
    }

    TableStanding standing() {
        return shelf.get(prefix(STANDING).bytes()).map(TableStanding::parse).orElse(TableStanding.START);
    }

    void put(TableStanding standing) {
        shelf.put(prefix(STANDING).bytes(), standing.bytes());
    }

    private byte[] rowKey(String key) {
        return prefix(ROW).text(key).bytes();
    }

    Optional<StoredRow> row(String key) {
        return shelf.get(rowKey(key)).map(StoredRow::parse);
    }

    void put(String key, StoredRow row) {
        shelf.put(rowKey(key), row.bytes());
    }

    void remove(String key) {
        shelf.remove(rowKey(key));
    }

    void eachRow(Visit visit) {
        shelf.each(prefix(ROW).bytes(), (key, value) -> visit.row(keyIn(key, 1), StoredRow.parse(value)));
    }

    private static String keyIn(byte[] bytes, int numbers) {
        var source = new ByteSource(bytes);
        source.tag();
        source.number();
        if (numbers > 1) {
            source.bigNumber();
        }
        return source.text();
    }

    /** Keeps a reading until its re-reading is complete. */
    void putOpen(String key, StoredRow read) {
        shelf.put(prefix(OPEN).bigNumber(read.reload()).text(key).bytes(), read.bytes());
    }

    /** Gives the readings of a re-reading that were kept, and forgets them. */
    void takeOpen(long reload, Visit visit) {
        shelf.each(prefix(OPEN).bigNumber(reload).bytes(), (key, value) -> {
            shelf.remove(key);
            visit.row(keyIn(key, 2), StoredRow.parse(value));
        });
    }
}
