package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.lakehouse.silver.SourceHistory.Published;
import io.millrace.lakehouse.silver.SourceHistory.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads tables again in ranges at any places of random histories, and applies that at any later place. */
class ReloadPropertyTest {
    private static final int HISTORIES = 3_000;

    @Test
    void aReloadOfTheWholeTableGivesTheStateOfTheSourceWhateverTheLakeHeld() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var history = SourceHistory.withSwaps(seed);
            var random = new Random(seed);
            var reload = new Reading(history, random, keys());
            State end = reload.laterState(random);

            Map<Integer, List<Object>> silver = new HashMap<>();
            reload.apply(silver, delivered(history, random), reload.from, end.commit(), false);

            assertThat(silver).as("seed %d", seed).isEqualTo(end.rows());
        }
    }

    @Test
    void aReloadOfKeysMendsTheirRowsAndLeavesTheOthersToTheStream() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var history = SourceHistory.withSwaps(seed);
            var random = new Random(seed);
            Set<Integer> asked = new TreeSet<>(
                    keys().stream().filter(any -> random.nextBoolean()).toList());
            var reload = new Reading(history, random, asked);
            State end = reload.laterState(random);
            State folded = before(history, end, random);
            Map<Integer, List<Object>> silver = new HashMap<>(folded.rows());
            asked.forEach(key -> damage(silver, key, random));

            reload.apply(silver, delivered(history, random), folded.commit(), end.commit(), true);

            assertThat(silver).as("seed %d", seed).isEqualTo(end.rows());
        }
    }

    private static List<Integer> keys() {
        return List.of(0, 1, 2, 3, 4);
    }

    private static State before(SourceHistory history, State end, Random random) {
        int index = history.states.indexOf(end);
        return history.states.get(random.nextInt(index + 1));
    }

    private static void damage(Map<Integer, List<Object>> silver, int key, Random random) {
        if (random.nextBoolean()) {
            silver.remove(key);
        } else {
            silver.put(key, List.of("wrong", "wrong"));
        }
    }

    private static List<Published> delivered(SourceHistory history, Random random) {
        List<Published> delivered = new ArrayList<>(history.published);
        history.published.stream().filter(any -> random.nextInt(3) == 0).forEach(delivered::add);
        Collections.shuffle(delivered, random);
        return delivered;
    }

    /** A reload whose keys are read at different moments, each anywhere between two commits. */
    private static final class Reading {
        final long from;
        private final SourceHistory history;
        private final Map<Integer, RowChange> reads = new TreeMap<>();
        private long upTo;

        Reading(SourceHistory history, Random random, Iterable<Integer> keys) {
            this.history = history;
            long earliest = Long.MAX_VALUE;
            for (int key : keys) {
                int index = random.nextInt(history.states.size());
                State state = history.states.get(index);
                long next = index + 1 < history.states.size()
                        ? history.states.get(index + 1).commit()
                        : state.commit() + 5;
                long read = state.commit() + random.nextInt((int) (next - state.commit()));
                earliest = Math.min(earliest, state.commit());
                upTo = Math.max(upTo, read);
                reads.put(key, read(read, state.rows().getOrDefault(key, List.of())));
            }
            from = earliest == Long.MAX_VALUE ? history.snapshot : earliest;
        }

        private static RowChange read(long lsn, List<Object> values) {
            return new RowChange(Operation.READ, 1, lsn, lsn - 1, values);
        }

        /** A state that the reload counts at; the last one where none is late enough. */
        State laterState(Random random) {
            List<State> states = history.states.stream()
                    .filter(state -> state.commit() >= upTo)
                    .toList();
            return states.isEmpty()
                    ? history.states.get(history.states.size() - 1)
                    : states.get(random.nextInt(states.size()));
        }

        void apply(
                Map<Integer, List<Object>> silver, List<Published> delivered, long folded, long end, boolean onTarget) {
            List<Published> stream = delivered.stream()
                    .filter(entry -> entry.change().op() != Operation.READ)
                    .filter(entry -> entry.change().previousCommit() < end)
                    .toList();
            List<Published> counting = stream.stream()
                    .filter(entry -> entry.change().previousCommit() >= folded
                            || entry.change().previousCommit() >= from
                                    && (entry.change().op() == Operation.TRUNCATE || reads.containsKey(entry.key())))
                    .toList();
            Optional<Truncation> truncation = latestTruncation(counting, Math.min(from, folded));
            boolean emptied = onTarget && latestTruncation(counting, folded).isPresent();
            if (emptied) {
                silver.clear();
            }
            Map<Integer, List<RowChange>> byKey = new TreeMap<>();
            counting.stream()
                    .filter(entry -> entry.change().op() != Operation.TRUNCATE)
                    .forEach(entry -> byKey.computeIfAbsent(entry.key(), any -> new ArrayList<>())
                            .add(entry.change()));
            reads.forEach((key, read) -> byKey.computeIfAbsent(key, any -> new ArrayList<>())
                    .add(read(read.lsn(), read.values(), stream, folded)));
            byKey.forEach((key, changes) ->
                    RowFoldPropertyTest.apply(silver, key, RowFold.fold(changes, truncation, onTarget && !emptied)));
        }

        /** With what the fold can know of the commits before it. */
        private RowChange read(long lsn, List<Object> values, List<Published> stream, long folded) {
            Position commit = stream.stream()
                    .map(entry -> entry.change().previousCommit())
                    .filter(previous -> previous <= lsn)
                    .max(Long::compare)
                    .map(Reading::position)
                    .orElse(null);
            Position saw = ReloadedChanges.lastKnown(position(lsn), commit, position(from), position(folded));
            return new RowChange(Operation.READ, 1, lsn, saw.lsn() - 1, values);
        }

        private static Optional<Truncation> latestTruncation(List<Published> changes, long since) {
            return changes.stream()
                    .map(Published::change)
                    .filter(change -> change.op() == Operation.TRUNCATE && change.previousCommit() >= since)
                    .max(RowChange.ORDER)
                    .map(change -> new Truncation(change.incarnation(), change.lsn(), change.previousCommit()));
        }

        private static Position position(long lsn) {
            return new Position(1, lsn);
        }
    }
}
