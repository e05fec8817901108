package io.millrace.streaming.user;

import io.millrace.contracts.change.Progress;
import io.millrace.streaming.user.OnlineStore.Standing;
import java.util.Iterator;
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
    private final Set<String> users = new LinkedHashSet<>();
    private final Set<String> items = new LinkedHashSet<>();
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
     * @param batch how many users and items are written at a time
     */
    public Unwritten(int part, int batch) {
        this.part = part;
        this.batch = batch;
    }

    void user(String user) {
        add(users, user);
    }

    void item(String item) {
        add(items, item);
    }

    private void add(Set<String> names, String name) {
        if (names.size() < MOST) {
            names.add(name);
        } else {
            isMore = true;
        }
    }

    void reached(Progress progress) {
        reached = Optional.of(progress);
    }

    /** How far what is in the store reaches. */
    public Optional<Progress> written() {
        return written;
    }

    /** Users and items that wait to be written, as far as they are counted. */
    public long waiting() {
        return (long) users.size() + items.size();
    }

    /** Whether this one may write; finds out first what the store lacks. */
    boolean begin(OnlineStore store, UserShelf allUsers, ItemShelf allItems) {
        if (isReplaced || !hasSomething()) {
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
            claim(store, standing, allUsers, allItems);
        } else if (isMore) {
            sweepSince(written, allUsers, allItems);
        }
        if (written.filter(there -> !reached.orElseThrow().position().reaches(there.position()))
                .isPresent()) {
            // What was written before a crash is read once more; until then the store is ahead.
            return false;
        }
        sweep.ifPresent(all -> all.fill(users, items, batch));
        return true;
    }

    private void claim(OnlineStore store, Standing standing, UserShelf allUsers, ItemShelf allItems) {
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
        sweepSince(since, allUsers, allItems);
    }

    private boolean hasSomething() {
        return !isOwner || sweep.isPresent() || !users.isEmpty() || !items.isEmpty() || !reached.equals(written);
    }

    private void sweepSince(Optional<Progress> since, UserShelf allUsers, ItemShelf allItems) {
        users.clear();
        items.clear();
        isMore = false;
        sweep = Optional.of(new Sweep(since.map(Progress::position), allUsers, allItems));
    }

    /** Users to be written next. */
    List<String> nextUsers() {
        return first(users, batch);
    }

    /** Items to be written next. */
    List<String> nextItems() {
        return first(items, batch);
    }

    private static List<String> first(Set<String> names, int count) {
        try (Stream<String> stream = names.stream()) {
            return stream.limit(count).toList();
        }
    }

    /** These are in the store now; says whether there is more to write. */
    boolean written(OnlineStore store, List<String> userNames, List<String> itemNames) {
        remove(users, userNames);
        remove(items, itemNames);
        sweep = sweep.filter(all -> !all.isOver());
        if (!users.isEmpty() || !items.isEmpty() || sweep.isPresent()) {
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
        for (Iterator<String> each = done.iterator(); each.hasNext(); ) {
            names.remove(each.next());
        }
    }
}
