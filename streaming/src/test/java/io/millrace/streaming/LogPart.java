package io.millrace.streaming;

import io.millrace.streaming.part.PartStore.UnreachableException;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import java.util.ArrayList;
import java.util.List;

/** A part of a last stage with the log that it reads, and where it would begin again after a crash. */
abstract class LogPart {
    final List<byte[]> log = new ArrayList<>();
    MemoryShelf shelf = new MemoryShelf();
    private MemoryShelf committedShelf = new MemoryShelf();
    private int next;
    private int committed;

    /** Begins with what is on the shelf. */
    abstract void begin();

    abstract void accept(HopMessage message);

    /** Writes some; says whether there is more. */
    abstract boolean writeSome();

    boolean isAtTheEnd() {
        return next == log.size();
    }

    void read() {
        if (!isAtTheEnd()) {
            accept(HopCodec.decode(log.get(next++)));
        }
    }

    void commit() {
        committed = next;
        committedShelf = shelf.copy();
    }

    void crash() {
        next = committed;
        shelf = committedShelf.copy();
        begin();
    }

    void writeAll() {
        boolean isMore = true;
        while (isMore) {
            isMore = write();
        }
    }

    boolean write() {
        try {
            return writeSome();
        } catch (UnreachableException e) {
            // It is tried again.
            return false;
        }
    }
}
