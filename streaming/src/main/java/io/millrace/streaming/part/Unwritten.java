package io.millrace.streaming.part;

import io.millrace.contracts.change.Progress;
import io.millrace.streaming.part.PartStore.Standing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of one part is not in the store yet, and how far what is there reaches.
 *
 * <p>It is not kept: after a start, and when the store has gone back, all is looked through that is later than what the
 * store says that it holds.
 */
public final class Unwritten {
    private static final Logger LOG = LoggerFactory.getLogger(Unwritten.class);
    /** More than so many are no longer remembered one by one. */
    private static final int MOST = 200_000;

    private final int part;
    private final int batch;
    private final String owner = UUID.randomUUID().toString();
    private final List<? extends Entries> kinds;
    private final List<Set<String>> names = new ArrayList<>();
    private Optional<Sweep> sweep = Optional.empty();
    private Optional<Progress> reached = Optional.empty();
    private Optional<Progress> attempted = Optional.empty();
    private Optional<Progress> written = Optional.empty();
    private boolean isOwner;
    private boolean isReplaced;
    private boolean isMore;

    /**
     * Nothing is in the store, as far as this one knows.
     *
     * @param batch how many entries of a kind are written at a time
     * @param kinds all that the part keeps
     */
    public Unwritten(int part, int batch, List<? extends Entries> kinds) {
        this.part = part;
        this.batch = batch;
        this.kinds = List.copyOf(kinds);
        kinds.forEach(kind -> names.add(new LinkedHashSet<>()));
    }

    /**
     * An entry has changed.
     *
     * @param kind the place of its kind among all kinds
     */
    public void changed(int kind, String name) {
        if (names.get(kind).size() < MOST) {
            names.get(kind).add(name);
        } else {
            isMore = true;
        }
    }

    /** What the part keeps reaches this far. */
    public void reached(Progress progress) {
        reached = Optional.of(progress);
    }

    /** How far what is in the store reaches. */
    public Optional<Progress> written() {
        return written;
    }

    /** Entries that wait to be written, as far as they are counted. */
    public long waiting() {
        return names.stream().mapToLong(Set::size).sum();
    }

    /** The number of the part. */
    public int part() {
        return part;
    }

    /** How many entries of a kind are written at a time. */
    public int batch() {
        return batch;
    }

    /** Whether there is something to write, and this one may; finds out first what the store lacks. */
    public boolean begin(PartStore store) {
        if (!hasSomething() || !mayWrite(store)) {
            return false;
        }
        sweep.ifPresent(all -> all.fill(names, batch));
        return true;
    }

    /** Whether this one is who writes the part, and not behind what the store holds. */
    public boolean mayWrite(PartStore store) {
        if (isReplaced) {
            return false;
        }
        Standing standing = store.standing(part);
        if (isOwner && standing.owner().filter(other -> !other.equals(owner)).isPresent()) {
            isReplaced = true;
            LOG.info("part {} is written by another one now", part);
            return false;
        }
        if (standing.progress().equals(attempted)) {
            // It was taken, and the answer was lost.
            written = attempted;
        }
        if (!isOwner || standing.owner().isEmpty() || !standing.progress().equals(written)) {
            claim(store, standing);
        } else if (isMore) {
            sweepSince(written);
        }
        // What was written before a crash is read once more; until then the store is ahead.
        return written.filter(there -> !reached.orElseThrow().position().reaches(there.position()))
                .isEmpty();
    }

    private void claim(PartStore store, Standing standing) {
        if (isOwner) {
            LOG.warn(
                    "the online store went back to {}; writing part {} again",
                    standing.progress()
                            .map(Progress::position)
                            .map(String::valueOf)
                            .orElse("nothing"),
                    part);
        }
        Optional<Progress> since = isOwner ? Optional.empty() : standing.progress();
        store.claim(part, owner);
        isOwner = true;
        written = standing.progress();
        sweepSince(since);
    }

    private boolean hasSomething() {
        return !isOwner || sweep.isPresent() || waiting() > 0 || !reached.equals(written);
    }

    private void sweepSince(Optional<Progress> since) {
        names.forEach(Set::clear);
        isMore = false;
        sweep = Optional.of(new Sweep(since.map(Progress::position), kinds));
    }

    /** Entries of a kind to be written next. */
    public List<String> next(int kind) {
        try (Stream<String> stream = names.get(kind).stream()) {
            return stream.limit(batch).toList();
        }
    }

    /**
     * These are in the store now; says whether there is more to write.
     *
     * @param done names by the place of their kind
     */
    public boolean written(PartStore store, List<List<String>> done) {
        for (int kind = 0; kind < done.size(); kind++) {
            remove(names.get(kind), done.get(kind));
        }
        sweep = sweep.filter(all -> !all.isOver());
        if (waiting() > 0 || sweep.isPresent()) {
            return true;
        }
        if (!reached.equals(written)) {
            attempted = reached;
            store.reached(part, reached.orElseThrow());
            written = reached;
        }
        return false;
    }

    private static void remove(Set<String> names, List<String> done) {
        done.forEach(names::remove);
    }
}
