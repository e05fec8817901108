package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import io.millrace.lakehouse.silver.SourceHistory.Published;
import io.millrace.lakehouse.silver.SourceHistory.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Folds random histories in every unkind way that delivery allows and compares with the table that made them. */
class RowFoldPropertyTest {
    private static final int HISTORIES = 3_000;

    @Test
    void anyDuplicationOrderAndSplitGivesTheStateOfTheSource() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var history = SourceHistory.withSwaps(seed);
            var random = new Random(seed);
            List<Published> delivered = duplicatedAndShuffled(history.published, random);
            Map<Integer, List<Object>> silver = new HashMap<>();
            long folded = 0;
            for (State state : rounds(history.states, random)) {
                round(silver, delivered, folded, state.commit());
                folded = state.commit();
                assertThat(silver).as("seed %d at %d", seed, folded).isEqualTo(state.rows());
            }
        }
    }

    @Test
    void foldingAPrefixAgainTogetherWithWhatFollowsChangesNothing() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            var history = SourceHistory.withSwaps(seed);
            State last = history.states.get(history.states.size() - 1);
            State middle = history.states.get(history.states.size() / 2);
            Map<Integer, List<Object>> silver = new HashMap<>();
            round(silver, history.published, 0, middle.commit());

            // Once the position is known, what it includes is not folded again, however often it is delivered.
            List<Published> replayed = new ArrayList<>(history.published);
            replayed.addAll(history.published);
            round(silver, replayed, middle.commit(), last.commit());

            assertThat(silver).as("seed %d", seed).isEqualTo(last.rows());
        }
    }

    private static List<Published> duplicatedAndShuffled(List<Published> published, Random random) {
        List<Published> delivered = new ArrayList<>(published);
        published.stream().filter(any -> random.nextInt(3) == 0).forEach(delivered::add);
        Collections.shuffle(delivered, random);
        return delivered;
    }

    private static List<State> rounds(List<State> states, Random random) {
        List<State> rounds = new ArrayList<>(
                states.stream().filter(any -> random.nextBoolean()).toList());
        State last = states.get(states.size() - 1);
        if (!rounds.contains(last)) {
            rounds.add(last);
        }
        return rounds;
    }

    /** What the fold of a table does with what was delivered, on a map. */
    private static void round(Map<Integer, List<Object>> silver, List<Published> delivered, long after, long upTo) {
        List<Published> eligible = delivered.stream()
                .filter(entry -> entry.change().previousCommit() >= after
                        && entry.change().previousCommit() < upTo)
                .toList();
        Optional<Truncation> truncation = eligible.stream()
                .map(Published::change)
                .filter(change -> change.op() == Operation.TRUNCATE)
                .max(RowChange.ORDER)
                .map(change -> new Truncation(change.incarnation(), change.lsn(), change.previousCommit()));
        truncation.ifPresent(any -> silver.clear());
        Map<Integer, List<RowChange>> byKey = new TreeMap<>();
        eligible.stream()
                .filter(entry -> entry.change().op() != Operation.TRUNCATE)
                .forEach(entry -> byKey.computeIfAbsent(entry.key(), any -> new ArrayList<>())
                        .add(entry.change()));
        byKey.forEach((key, changes) -> apply(silver, key, RowFold.fold(changes, truncation, truncation.isEmpty())));
    }

    static void apply(Map<Integer, List<Object>> silver, int key, RowOutcome outcome) {
        if (outcome instanceof RowOutcome.Present present) {
            List<Object> values = new ArrayList<>(present.values());
            for (int column = 0; column < values.size(); column++) {
                if (values.get(column) == RowChange.ABSENT) {
                    values.set(column, silver.get(key).get(column));
                }
            }
            silver.put(key, values);
        } else if (outcome instanceof RowOutcome.Doubtful doubtful) {
            // Of two swapped rows the one that came is left, which is what the fold says until the source has been
            // asked.
            if (!doubtful.onlyOverRow() || silver.containsKey(key)) {
                silver.put(key, doubtful.values());
            }
        } else if (outcome instanceof RowOutcome.Gone) {
            silver.remove(key);
        } else {
            assertThat(outcome).isInstanceOf(RowOutcome.Unchanged.class);
        }
    }
}
