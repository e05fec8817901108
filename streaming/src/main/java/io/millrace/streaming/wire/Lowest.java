package io.millrace.streaming.wire;

import io.millrace.contracts.change.Progress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far a part of a stage is: the lowest of what all who send to it have told, kept on its shelf. */
public final class Lowest {
    private static final Comparator<Progress> ORDER =
            Comparator.comparing(Progress::position).thenComparing(Progress::sourceTime);

    private final Shelf shelf;
    private final int tag;
    private final List<Origin> origins;
    private final Map<Origin, Progress> told = new HashMap<>();

    /**
     * Reads what was told before.
     *
     * @param tag the first byte of its keys on the shelf
     * @param origins all who must have told
     */
    public Lowest(Shelf shelf, int tag, Collection<Origin> origins) {
        this.shelf = shelf;
        this.tag = tag;
        this.origins = List.copyOf(origins);
        origins.forEach(origin ->
                shelf.get(key(origin)).ifPresent(bytes -> told.put(origin, new ByteSource(bytes).progress())));
    }

    private byte[] key(Origin origin) {
        return new ByteSink()
                .tag(tag)
                .tag(origin.stage().ordinal())
                .number(origin.part())
                .bytes();
    }

    /** Takes note; gives the new lowest if it is another one now. */
    public Optional<Progress> tell(HopMessage.Reached reached) {
        Optional<Progress> before = now();
        Progress known = told.get(reached.origin());
        if (known != null && ORDER.compare(known, reached.progress()) >= 0) {
            return Optional.empty();
        }
        told.put(reached.origin(), reached.progress());
        shelf.put(
                key(reached.origin()),
                new ByteSink().progress(reached.progress()).bytes());
        return now().filter(after -> before.isEmpty() || ORDER.compare(after, before.get()) > 0);
    }

    /** The lowest; nothing while one has not told. */
    public Optional<Progress> now() {
        Progress lowest = null;
        for (Origin origin : origins) {
            Progress progress = told.get(origin);
            if (progress == null) {
                return Optional.empty();
            }
            lowest = lowest == null || ORDER.compare(progress, lowest) < 0 ? progress : lowest;
        }
        return Optional.ofNullable(lowest);
    }
}
