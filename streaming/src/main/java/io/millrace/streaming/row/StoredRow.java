package io.millrace.streaming.row;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one key: its row, or that it has none.
 *
 * @param stamp of the latest that was said of it
 * @param exists whether there is a row; without one there are no cells
 * @param isSecond whether its last change created it while the key had a row already: two keys that are swapped
 * @param reload number of the re-reading that spoke of it last; 0 for none
 */
record StoredRow(Stamp stamp, boolean exists, boolean isSecond, long reload, List<Cell> cells) {
    StoredRow {
        cells = List.copyOf(cells);
    }

    static StoredRow gone(Stamp stamp, long reload) {
        return new StoredRow(stamp, false, false, reload, List.of());
    }

    StoredRow ofReload(long number) {
        return new StoredRow(stamp, exists, isSecond, number, cells);
    }

    /** Whether a value of it was never sent. */
    boolean lacksValues() {
        return cells.stream().anyMatch(cell -> !cell.known());
    }

    byte[] bytes() {
        var sink = new ByteSink();
        stamp.writeTo(sink);
        sink.flag(exists).flag(isSecond).bigNumber(reload).number(cells.size());
        for (Cell cell : cells) {
            boolean isOlder = !cell.since().equals(stamp);
            sink.flag(cell.known()).optional(cell.value(), ByteSink::text).flag(isOlder);
            if (isOlder) {
                cell.since().writeTo(sink);
            }
        }
        return sink.bytes();
    }

    static StoredRow parse(byte[] bytes) {
        var source = new ByteSource(bytes);
        Stamp stamp = Stamp.readFrom(source);
        boolean exists = source.flag();
        boolean isSecond = source.flag();
        long reload = source.bigNumber();
        int count = source.number();
        List<Cell> cells = new ArrayList<>(count);
        for (int cell = 0; cell < count; cell++) {
            boolean known = source.flag();
            Optional<String> value = source.optional(ByteSource::text);
            cells.add(new Cell(known, value, source.flag() ? Stamp.readFrom(source) : stamp));
        }
        return new StoredRow(stamp, exists, isSecond, reload, cells);
    }
}
