package io.millrace.streaming.total;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The spans that were there before the first position: they are told some at a time, so that no step takes long. */
final class Backlog {
    static final int MOST_AT_A_TIME = 5_000;
    private static final byte[] CURSOR = {8};

    private final Shelf shelf;
    private final SpanShelf spans;

    Backlog(Shelf shelf, SpanShelf spans) {
        this.shelf = shelf;
        this.spans = spans;
    }

    /** All spans that are there now are to be told. */
    void begin() {
        keep("");
    }

    private void keep(String last) {
        shelf.put(CURSOR, new ByteSink().text(last).bytes());
    }

    /** The names of spans to be told next; none when all were. */
    List<String> next() {
        Optional<byte[]> cursor = shelf.get(CURSOR);
        if (cursor.isEmpty()) {
            return List.of();
        }
        String last = new ByteSource(cursor.get()).text();
        List<String> names = new ArrayList<>();
        spans.each(Optional.of(last).filter(name -> !name.isEmpty()), entry -> {
            if (names.size() == MOST_AT_A_TIME) {
                return false;
            }
            return names.add(entry.name());
        });
        if (names.size() == MOST_AT_A_TIME) {
            keep(names.get(names.size() - 1));
        } else {
            shelf.remove(CURSOR);
        }
        return names;
    }
}
