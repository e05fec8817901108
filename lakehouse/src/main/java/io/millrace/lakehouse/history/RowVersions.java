package io.millrace.lakehouse.history;

import io.millrace.contracts.change.Operation;
import io.millrace.lakehouse.history.VersionStep.Added;
import io.millrace.lakehouse.history.VersionStep.Closed;
import io.millrace.lakehouse.history.VersionStep.End;
import io.millrace.lakehouse.silver.RowChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Turns the changes of one row into its versions: one for each transaction after which the row was another than before.
 * The order in which the changes arrive and how often each does make no difference.
 */
final class RowVersions {
    private final List<VersionStep> steps = new ArrayList<>();
    /** The version that was open before is not among the steps; its end is. */
    private boolean isOpenFromBefore;

    private RowVersion open;

    private RowVersions(Optional<RowVersion> before) {
        this.open = before.orElse(null);
        this.isOpenFromBefore = before.isPresent();
    }

    /**
     * The steps that follow from the changes.
     *
     * @param before the version that is open before them
     */
    static List<VersionStep> of(Optional<RowVersion> before, List<RowEvent> events) {
        return new RowVersions(before).apply(events).ended();
    }

    /**
     * The steps that follow from the changes and from the row as the lake has it after them, which may have come
     * another way than by changes.
     *
     * @param now the row after the changes; nothing if there is none
     * @param reload the moment and the position at which the row is that
     */
    static List<VersionStep> of(
            Optional<RowVersion> before, List<RowEvent> events, Optional<List<Object>> now, End reload) {
        RowVersions versions = new RowVersions(before).apply(events);
        versions.become(now.orElse(null), reload);
        return versions.ended();
    }

    private RowVersions apply(List<RowEvent> events) {
        List<RowEvent> ordered = ordered(events);
        for (int start = 0; start < ordered.size(); ) {
            int end = start + 1;
            while (end < ordered.size() && ordered.get(end).isOfSameTransactionAs(ordered.get(start))) {
                end++;
            }
            commit(ordered.subList(start, end));
            start = end;
        }
        return this;
    }

    /** By position, each reading before the first change that it does not show. */
    private static List<RowEvent> ordered(List<RowEvent> events) {
        List<RowEvent> ordered = new ArrayList<>(events.stream()
                .filter(event -> event.change().op() != Operation.READ)
                .sorted((left, right) -> RowChange.ORDER.compare(left.change(), right.change()))
                .toList());
        events.stream()
                .filter(event -> event.change().op() == Operation.READ)
                .sorted((left, right) -> RowChange.ORDER.compare(left.change(), right.change()))
                .forEach(read -> ordered.add(placeOf(read.change(), ordered), read));
        return ordered;
    }

    private static int placeOf(RowChange read, List<RowEvent> ordered) {
        int place = 0;
        while (place < ordered.size() && !isAfter(ordered.get(place).change(), read)) {
            place++;
        }
        return place;
    }

    private static boolean isAfter(RowChange other, RowChange read) {
        return other.op() == Operation.READ
                ? RowChange.ORDER.compare(other, read) > 0
                : other.isAfter(read.incarnation(), read.lsn());
    }

    /** Nobody ever saw what a transaction made of a row in between. */
    private void commit(List<RowEvent> transaction) {
        List<Object> values = open == null ? null : open.values();
        for (RowEvent event : transaction) {
            values = after(event.change(), values);
        }
        RowEvent last = transaction.get(transaction.size() - 1);
        become(values, new End(last.at(), name(last.change().op()), last.position()));
    }

    private static List<Object> after(RowChange change, List<Object> before) {
        return switch (change.op()) {
            case DELETE, TRUNCATE -> null;
            case CREATE, READ, UPDATE -> complete(change.values(), before);
        };
    }

    /** An update whose left out values nobody knows is put aside elsewhere, and the row stays what it was. */
    private static List<Object> complete(List<Object> values, List<Object> before) {
        if (!values.contains(RowChange.ABSENT)) {
            return values;
        }
        if (before == null) {
            return null;
        }
        List<Object> complete = new ArrayList<>(values);
        for (int column = 0; column < complete.size(); column++) {
            if (complete.get(column) == RowChange.ABSENT) {
                complete.set(column, before.get(column));
            }
        }
        return complete;
    }

    private void become(List<Object> values, End how) {
        if (open == null && values == null || open != null && SameValues.are(open.values(), values)) {
            return;
        }
        // The clock of the source may have been set back between two commits.
        long at = open == null ? how.at() : Math.max(how.at(), open.from());
        if (open != null) {
            close(new End(at, how.by(), how.position()));
        }
        open = values == null ? null : new RowVersion(values, at, how.by(), how.position());
    }

    private void close(End end) {
        steps.add(isOpenFromBefore ? new Closed(end) : new Added(open, end));
        isOpenFromBefore = false;
    }

    private List<VersionStep> ended() {
        if (open != null && !isOpenFromBefore) {
            steps.add(new Added(open, null));
        }
        return Collections.unmodifiableList(steps);
    }

    private static String name(Operation operation) {
        return switch (operation) {
            case CREATE -> "insert";
            case UPDATE -> "update";
            case DELETE -> "delete";
            case READ -> HistoryColumns.READ;
            case TRUNCATE -> "truncate";
        };
    }
}
