package io.millrace.streaming.join;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;

/**
 * Where a row stands on the shelf: all rows that are found by one key stand together.
 *
 * @param tag what kind of entry it is
 * @param number of the interaction, the relation or the lookup that it is part of
 * @param key by which others find it
 * @param row its own key
 */
record RowKey(int tag, int number, String key, String row) {
    byte[] bytes() {
        return begin(tag, number, key).text(row).bytes();
    }

    /** What all rows begin with that are found by a key. */
    static byte[] prefix(int tag, int number, String key) {
        return begin(tag, number, key).bytes();
    }

    private static ByteSink begin(int tag, int number, String key) {
        return new ByteSink().tag(tag).number(number).text(key);
    }

    /** Reads what {@link #bytes} gave. */
    static RowKey parse(byte[] bytes) {
        var source = new ByteSource(bytes);
        return new RowKey(source.tag(), source.number(), source.text(), source.text());
    }
}
