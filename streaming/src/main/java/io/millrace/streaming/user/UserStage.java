package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveUser;
import io.millrace.streaming.part.Entries;
import io.millrace.streaming.part.Unwritten;
import io.millrace.streaming.user.OnlineStore.Asked;
import io.millrace.streaming.user.OnlineStore.ItemEntry;
import io.millrace.streaming.user.OnlineStore.UserEntry;
import io.millrace.streaming.user.UserShelf.UserStanding;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.EventTie;
import io.millrace.streaming.wire.HopMessage.ItemRow;
import io.millrace.streaming.wire.HopMessage.ItemSays;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.HopMessage.Tie;
import io.millrace.streaming.wire.HopMessage.UserRow;
import io.millrace.streaming.wire.Lowest;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One part of the last stage: some of the users with all that ties them to items, and some of the items with what their
 * rows say.
 *
 * <p>A user who does not exist has no interactions, and neither has an item. Times more than a day ahead of the source's
 * clock wait, as they do in the batch.
 */
public final class UserStage {
    private static final int PROGRESS = 0;
    private static final Duration CLOCK_SLACK = Duration.ofDays(1);

    private static final int USERS = 0;
    private static final int ITEMS = 1;

    private static final byte[] COUNTS = {10};

    private final Shelf shelf;
    private final UserShelf users;
    private final ItemShelf items;
    private final Lowest lowest;
    private final TieRule rule;
    private final Unwritten unwritten;
    private final Map<String, Position> gone = new HashMap<>();
    private Counts counts;
    private boolean hasBegun;

    /**
     * Makes the part, with what its shelf holds.
     *
     * @param origins all parts that send to it
     * @param unwritten makes the account of what is not in the store, of the kinds that it is given
     */
    public UserStage(
            Shelf shelf, Collection<Origin> origins, TieRule rule, Function<List<Entries>, Unwritten> unwritten) {
        this.shelf = shelf;
        this.counts = shelf.get(COUNTS).map(Counts::parse).orElse(new Counts(0, 0));
        this.users = new UserShelf(shelf);
        this.items = new ItemShelf(shelf);
        this.lowest = new Lowest(shelf, PROGRESS, origins);
        this.rule = rule;
        this.unwritten = unwritten.apply(List.of(users, items));
        this.hasBegun = lowest.now().isPresent();
        lowest.now().ifPresent(this.unwritten::reached);
    }

    /** Takes a message of the stages before. */
    public void accept(HopMessage message) {
        if (message instanceof Tie tie) {
            tie(tie);
        } else if (message instanceof EventTie tie) {
            happened(tie);
        } else if (message instanceof UserRow row) {
            changed(row.user(), row.at(), users.row(row.user(), row.row(), row.exists()), 0);
        } else if (message instanceof ItemRow row) {
            if (items.row(row)) {
                users.usersOf(row.item()).forEach(user -> changed(user, row.at(), 0, 0));
            }
        } else if (message instanceof ItemSays says) {
            count(0, items.says(says));
            unwritten.changed(ITEMS, says.item());
        } else if (message instanceof Reached reached) {
            lowest.tell(reached).ifPresent(this::reached);
        } else {
            throw new IllegalArgumentException("Rows are joined before they come here: " + message);
        }
    }

    private void tie(Tie tie) {
        changed(tie.user(), tie.at(), 0, users.tie(tie));
        lowest.now().ifPresent(reached -> awaitTime(tie, latest(reached)));
    }

    private void happened(EventTie event) {
        Position at = behind(
                event.user(),
                lowest.now().map(Progress::position).map(Position::next).orElse(Position.START));
        var tie = new Tie(event.user(), event.kind(), event.event(), Optional.of(event.contribution()), at);
        if (!users.has(tie)) {
            tie(tie);
        }
    }

    /**
     * An event has no position. It counts as later than all that was reached, so that it is looked for after a crash, and
     * as later than all that is known of its user, so that the store does not take what was before it for newer.
     */
    private Position behind(String user, Position earliest) {
        Position next = users.standing(user).orElse(UserStanding.NONE).at().next();
        return next.reaches(earliest) ? next : earliest;
    }

    private void changed(String user, Position at, int moreRows, int moreTies) {
        UserStanding standing = users.standing(user).orElse(UserStanding.NONE);
        UserStanding now = standing.and(at, moreRows, moreTies);
        users.put(user, now);
        count((now.rows() > 0 ? 1 : 0) - (standing.rows() > 0 ? 1 : 0), 0);
        unwritten.changed(USERS, user);
    }

    private void awaitTime(Tie tie, long latest) {
        tie.contribution()
                .filter(contribution -> contribution.micros() > latest)
                .ifPresent(contribution -> users.putLater(contribution.micros(), tie.user()));
    }

    private void reached(Progress progress) {
        if (!hasBegun) {
            // Before the first progress there was no time of which to tell what is later.
            hasBegun = true;
            users.eachTie((user, tie) -> {
                if (tie.contribution().micros() > latest(progress)) {
                    users.putLater(tie.contribution().micros(), user);
                }
                if (rule.isOfEvents(tie.kind())) {
                    // The store may hold a later position than none, and not this event.
                    users.begin(progress.position());
                }
            });
        }
        forget(progress);
        users.takeLater(latest(progress), (micros, user) -> changed(user, progress.position(), 0, 0));
        unwritten.reached(progress);
    }

    /** The latest time of an interaction that counts. */
    private static long latest(Progress progress) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, progress.sourceTime().plus(CLOCK_SLACK));
    }

    private void count(int moreUsers, int moreItems) {
        if (moreUsers != 0 || moreItems != 0) {
            counts = new Counts(counts.users() + moreUsers, counts.items() + moreItems);
            shelf.put(
                    COUNTS,
                    new ByteSink()
                            .bigNumber(counts.users())
                            .bigNumber(counts.items())
                            .bytes());
        }
    }

    /** What is not in the store yet. */
    public Unwritten unwritten() {
        return unwritten;
    }

    /** How many users and items have a row, of those that are this part's. */
    public Counts counts() {
        return counts;
    }

    /** Numbers of users and items. */
    public record Counts(long users, long items) {
        static Counts parse(byte[] bytes) {
            var source = new ByteSource(bytes);
            return new Counts(source.bigNumber(), source.bigNumber());
        }
    }

    /** How far the part is. */
    public Optional<Progress> reached() {
        return lowest.now();
    }

    /**
     * Writes some of what is not in the store yet, and how far it reaches when that is all.
     *
     * @return whether there is more to write
     */
    public boolean write(OnlineStore store) {
        Optional<Progress> reached = lowest.now();
        if (reached.isEmpty()) {
            // Before all is read once, most users would be written many times, for nobody.
            return false;
        }
        if (!unwritten.begin(store)) {
            return false;
        }
        List<String> names = unwritten.next(USERS);
        List<UserEntry> entries = userEntries(names, reached.get());
        List<String> itemNames = unwritten.next(ITEMS);
        store.write(entries, itemEntries(itemNames));
        rememberGone(entries);
        return unwritten.written(store, List.of(names, itemNames));
    }

    /**
     * Writes some of what the store is asked for again: what stands there is wrong, and may pass for later than what this
     * part has.
     *
     * @return whether there may be more to write
     */
    public boolean writeAgain(OnlineStore store) {
        Optional<Progress> reached = lowest.now();
        if (reached.isEmpty()) {
            return false;
        }
        // What stands there is read first: if another one has the part by the time of the look, it has not written yet.
        Asked asked = store.asked(unwritten.part(), unwritten.batch());
        if (asked.isEmpty() || !unwritten.mayWrite(store)) {
            return false;
        }
        List<UserEntry> entries = userEntries(asked.users().keySet(), reached.get());
        store.writeAgain(
                unwritten.part(), asked, entries, itemEntries(asked.items().keySet()));
        rememberGone(entries);
        return true;
    }

    private List<UserEntry> userEntries(Collection<String> names, Progress reached) {
        List<UserEntry> entries = new ArrayList<>(names.size());
        for (String name : names) {
            UserStanding standing = users.standing(name).orElse(UserStanding.NONE);
            entries.add(new UserEntry(name, standing.at(), state(name, standing, latest(reached))));
        }
        return entries;
    }

    private List<ItemEntry> itemEntries(Collection<String> names) {
        return names.stream()
                .map(item -> new ItemEntry(item, items.state(item)))
                .toList();
    }

    private void rememberGone(List<UserEntry> written) {
        written.stream().filter(entry -> isNothing(entry.user())).forEach(entry -> gone.put(entry.user(), entry.at()));
    }

    private boolean isNothing(String user) {
        return users.standing(user).filter(standing -> !standing.isNothing()).isEmpty();
    }

    /** Forgets users of whom nothing is left, when nothing older can come that would have to be written over them. */
    private void forget(Progress reached) {
        gone.entrySet().removeIf(entry -> {
            if (!reached.position().reaches(entry.getValue())) {
                return false;
            }
            // One who changed since waits to be written again.
            users.standing(entry.getKey())
                    .filter(standing -> standing.isNothing() && standing.at().equals(entry.getValue()))
                    .ifPresent(standing -> users.forget(entry.getKey()));
            return true;
        });
    }

    private LiveUser state(String user, UserStanding standing, long latest) {
        boolean exists = standing.rows() > 0;
        List<KnownTie> counting = new ArrayList<>();
        users.eachTie(user, tie -> {
            // Nobody deletes the events of a user who is deleted.
            boolean isEvent = rule.isOfEvents(tie.kind());
            boolean isNobodys = !exists && isEvent;
            if (!isNobodys
                    && tie.contribution().micros() <= latest
                    && items.exists(tie.contribution().item())) {
                counting.add(isEvent ? tie.notBefore(users.first().next()) : tie);
            }
        });
        return LiveUsers.of(exists, counting, rule);
    }
}
