package io.millrace.streaming.join;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.Shelf;
import java.util.Optional;

/** The rest of a fan-out that was too much for one step, and the messages that came behind it, in their order. */
final class Waiting {
    private static final byte[] REST = {7};
    private static final int MESSAGE = 8;

    private final Shelf shelf;
    private Optional<FanOut> rest;
    private long first;
    private long end;

    /** What the shelf holds of them. */
    Waiting(Shelf shelf) {
        this.shelf = shelf;
        this.rest = shelf.get(REST).map(FanOut::parse);
        shelf.each(new byte[] {MESSAGE}, (key, value) -> {
            var source = new ByteSource(key);
            source.tag();
            long number = source.bigNumber();
            first = end == 0 ? number : first;
            end = number + 1;
        });
    }

    private static byte[] key(long number) {
        return new ByteSink().tag(MESSAGE).bigNumber(number).bytes();
    }

    boolean isEmpty() {
        return rest.isEmpty() && first == end;
    }

    Optional<FanOut> rest() {
        return rest;
    }

    /** Keeps what is left of a fan-out; nothing where it is over. */
    void keep(Optional<FanOut> left) {
        if (left.isPresent()) {
            shelf.put(REST, left.get().bytes());
        } else if (rest.isPresent()) {
            shelf.remove(REST);
        }
        rest = left;
    }

    void add(HopMessage message) {
        shelf.put(key(end++), HopCodec.encode(message));
    }

    /**
     * Takes the message that came first, if one waits.
     *
     * @throws IllegalStateException if the shelf has lost it: what comes behind it may promise that it was told
     */
    Optional<HopMessage> poll() {
        if (first == end) {
            return Optional.empty();
        }
        byte[] key = key(first);
        byte[] message = shelf.get(key)
                .orElseThrow(() -> new IllegalStateException(
                        "Of the messages that wait, from %d up to %d, the first is not on the shelf"
                                .formatted(first, end)));
        shelf.remove(key);
        first++;
        return Optional.of(HopCodec.decode(message));
    }
}
