package io.millrace.lakehouse.silver;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import io.millrace.lakehouse.bronze.Reload;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the lake remembers of a table beside its rows.
 *
 * @param applied ids of the reloads that need not be applied again
 * @param reloadedFrom where the latest reload of the whole table that was applied began; null before one was
 * @param behind the position that the rows equal, if it is before that of the cut; else null
 * @param failure why the changes since that position could not be folded; null while they can be
 * @param unknown why the stream does not tell what the table holds; null while it does
 * @param keys keys that only the source can tell of
 * @param asked what was asked for to end the state; null while nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TableMemory(
        Set<String> applied,
        Position reloadedFrom,
        Position behind,
        Failure failure,
        Unknown unknown,
        Map<String, KeyWait> keys,
        Asked asked) {
    static final TableMemory EMPTY = new TableMemory(null, null, null, null, null, null, null);

    /** So many keys are asked for; of more, the whole table is. */
    static final int MOST_KEYS = 10_000;

    /** A position that no reload begins at. */
    static final Position NEVER = new Position(Integer.MAX_VALUE, -1);

    /** So often it failed one after the other. */
    record Failure(String reason, int times) {}

    /**
     * What a key waits for.
     *
     * @param reload the one that was asked for it; null while it has to be asked for
     * @param times how often it was asked for
     */
    record KeyWait(String reload, int times) {
        boolean isOf(String id) {
            return id.equals(reload);
        }

        boolean isOpen() {
            return reload == null;
        }
    }

    /**
     * Only a re-reading that began at this position or later ends it.
     *
     * @param gone whether there is nothing to be read again
     */
    record Unknown(String reason, Position since, boolean gone) {}

    /**
     * The last of so many requests in vain.
     *
     * @param reload its id; null if it has failed or was refused
     */
    record Asked(String reload, Instant at, int times) {}

    TableMemory {
        applied = applied == null ? Set.of() : Set.copyOf(applied);
        keys = keys == null ? Map.of() : Map.copyOf(keys);
    }

    /** With reloads that were applied. One of the whole table ends what was not known of it before. */
    TableMemory with(Collection<Reload> reloads) {
        Set<String> ids = new TreeSet<>(applied);
        Position from = reloadedFrom;
        boolean whole = false;
        for (Reload reload : reloads) {
            ids.add(reload.id());
            whole |= reload.isWhole();
            if (reload.isWhole() && (from == null || reload.from().reaches(from))) {
                from = reload.from();
            }
        }
        // A reload of the whole table speaks for all keys but those of which it has itself raised the question.
        boolean answersAll = whole;
        Map<String, KeyWait> left = new TreeMap<>(keys);
        left.values().removeIf(wait -> !wait.isOpen() && (answersAll || ids.contains(wait.reload())));
        boolean isProgress = left.size() < keys.size();
        boolean isAnswered = asked != null && asked.reload() != null && ids.contains(asked.reload());
        boolean known = unknown == null
                || whole && (from.reaches(unknown.since()) || unknown.since().equals(NEVER) && isAnswered);
        boolean isMended = known && left.isEmpty();
        // One that began before what has become unknown since mends nothing, and is one more in vain.
        Asked open = isAnswered ? new Asked(null, asked.at(), asked.times()) : asked;
        return new TableMemory(
                ids, from, behind, failure, known ? null : unknown, left, isMended || isProgress ? null : open);
    }

    /** The keys that wait for these reloads. */
    Set<String> keysOf(Collection<Reload> reloads) {
        Set<String> waiting = new TreeSet<>();
        reloads.forEach(reload -> keys.forEach((key, asked) -> {
            if (asked.isOf(reload.id())) {
                waiting.add(key);
            }
        }));
        return waiting;
    }

    /** Without the reloads that the change log tells nothing of any more. */
    TableMemory knowing(Set<String> reloads) {
        Set<String> ids = new TreeSet<>(applied);
        ids.retainAll(reloads);
        return new TableMemory(ids, reloadedFrom, behind, failure, unknown, keys, asked);
    }

    TableMemory withBehind(Position position) {
        return new TableMemory(applied, reloadedFrom, position, failure, unknown, keys, asked);
    }

    TableMemory withFailure(String reason) {
        var next = new Failure(reason, failure == null ? 1 : failure.times() + 1);
        return new TableMemory(applied, reloadedFrom, behind, next, unknown, keys, asked);
    }

    TableMemory withoutFailure() {
        return new TableMemory(applied, reloadedFrom, behind, null, unknown, keys, asked);
    }

    /** Unknown since this position, unless a later reload or an earlier word says all that this one would. */
    TableMemory withUnknown(String reason, Position since) {
        return withUnknown(new Unknown(reason, since, false));
    }

    /**
     * Unknown, unless a later reload or an earlier word says all that this would. What is new is asked for anew; what comes
     * while it is unknown already is not, or a row that is written over and over would have the table read over and over.
     */
    TableMemory withUnknown(Unknown said) {
        // Of a table that is gone nothing can be read, whatever was asked for before.
        boolean isGoneNow = said.gone() && unknown != null && !unknown.gone();
        boolean told = reloadedFrom != null && reloadedFrom.reaches(said.since())
                || !isGoneNow && unknown != null && unknown.since().reaches(said.since());
        return told
                ? this
                : new TableMemory(applied, reloadedFrom, behind, failure, said, keys, isOpen(said) ? asked : null);
    }

    /** Whether what is said is more of what is unknown, of the same table in the same life of the source. */
    private boolean isOpen(Unknown said) {
        return unknown != null
                && !unknown.gone()
                && !said.gone()
                && unknown.since().incarnation() == said.since().incarnation();
    }

    /** Unknown until the next reload of the whole table. */
    TableMemory withUnknown(String reason) {
        Position since = reloadedFrom == null ? Position.START : reloadedFrom;
        return new TableMemory(applied, reloadedFrom, behind, failure, new Unknown(reason, since, false), keys, null);
    }

    /** Unknown until the reload that is asked for because of this: rows of any other may have been lost in the gap. */
    TableMemory withGap(String reason) {
        return new TableMemory(applied, reloadedFrom, behind, failure, new Unknown(reason, NEVER, false), keys, null);
    }

    /** With keys that only the source can tell of, whatever was asked of them before; of too many, the table is unknown. */
    TableMemory withKeys(Collection<String> more, Position since) {
        Map<String, KeyWait> all = new TreeMap<>(keys);
        more.forEach(key -> all.put(
                key, new KeyWait(null, all.containsKey(key) ? all.get(key).times() : 0)));
        return all.size() <= MOST_KEYS
                ? withKeys(all)
                : withKeys(Map.of())
                        .withUnknown(
                                "Of more than %d rows only the source can tell what they are".formatted(MOST_KEYS),
                                since);
    }

    private TableMemory withKeys(Map<String, KeyWait> all) {
        return new TableMemory(applied, reloadedFrom, behind, failure, unknown, all, asked);
    }

    /** With a reload that answers for those of the keys that still have to be asked for. */
    TableMemory asking(Collection<String> asked, String reload) {
        Map<String, KeyWait> all = new TreeMap<>(keys);
        asked.forEach(key ->
                all.computeIfPresent(key, (any, wait) -> wait.isOpen() ? new KeyWait(reload, wait.times() + 1) : wait));
        return withKeys(all);
    }

    /** With keys to be asked for again, because that reload will not come. */
    TableMemory without(String reload) {
        Map<String, KeyWait> all = new TreeMap<>(keys);
        all.replaceAll((key, wait) -> wait.isOf(reload) ? new KeyWait(null, wait.times()) : wait);
        return withKeys(all);
    }

    /** The reloads that it waits for. */
    Set<String> outstanding() {
        Set<String> ids = new TreeSet<>();
        keys.values().stream().filter(wait -> !wait.isOpen()).forEach(wait -> ids.add(wait.reload()));
        if (asked != null && asked.reload() != null) {
            ids.add(asked.reload());
        }
        ids.removeAll(applied);
        return ids;
    }

    TableMemory withAsked(Asked latest) {
        return new TableMemory(applied, reloadedFrom, behind, failure, unknown, keys, latest);
    }

    /** Why the table may not equal the source; nothing while it does. */
    Optional<String> stale() {
        return Optional.ofNullable(unknown)
                .map(Unknown::reason)
                .or(() -> Optional.ofNullable(failure).map(Failure::reason))
                .or(() -> keys.isEmpty()
                        ? Optional.empty()
                        : Optional.of("%d keys wait to be read again from the source".formatted(keys.size())))
                .or(() -> Optional.ofNullable(behind)
                        .map(position -> "Its changes after %s are still being written".formatted(position)));
    }
}
