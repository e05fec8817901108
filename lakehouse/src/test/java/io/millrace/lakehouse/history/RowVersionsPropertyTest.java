package io.millrace.lakehouse.history;

import io.millrace.contracts.change.Operation;
import io.millrace.lakehouse.history.VersionStep.Added;
import io.millrace.lakehouse.history.VersionStep.Closed;
import io.millrace.lakehouse.history.VersionStep.End;
import io.millrace.lakehouse.silver.SourceHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RowVersionsPropertyTest {
    private static final int HISTORIES = 2_000;

    private static LongStream seeds() {
        return LongStream.range(0, HISTORIES);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void atEachMomentTheVersionsAreTheTableAsItWas(long seed) {
        // Given
        var random = new Random(seed);
        var source = new SourceHistory(seed);
        var table = new Table();
        SourceHistory.State read = source.states.get(0);
        read.rows().forEach((key, values) -> table.begin(key, values, read.commit()));
        // When: the changes come in rounds, in any order and some of them twice
        long from = read.commit();
        for (SourceHistory.State state : source.states) {
            if (state.commit() > from && (random.nextBoolean() || isLast(source, state))) {
                table.round(events(source, from, state.commit(), random));
                from = state.commit();
            }
        }
        // Then
        for (SourceHistory.State state : source.states) {
            assertThat(table.asOf(state.commit())).as("at %d", state.commit()).isEqualTo(state.rows());
        }
        assertThat(table.neighboursThatAreEqual()).isEmpty();
    }

    private static boolean isLast(SourceHistory source, SourceHistory.State state) {
        return state == source.states.get(source.states.size() - 1);
    }

    private static Map<Integer, List<RowEvent>> events(SourceHistory source, long after, long upTo, Random random) {
        Map<Integer, List<RowEvent>> events = new HashMap<>();
        for (SourceHistory.Published published : source.published) {
            long previous = published.change().previousCommit();
            if (published.change().op() != Operation.READ && previous >= after && previous < upTo) {
                long commit = commitAfter(source, previous);
                var event = new RowEvent(published.change(), commit, commit);
                List<RowEvent> ofKey = events.computeIfAbsent(published.key(), any -> new ArrayList<>());
                ofKey.add(event);
                if (random.nextInt(3) == 0) {
                    ofKey.add(event);
                }
            }
        }
        events.values().forEach(ofKey -> Collections.shuffle(ofKey, random));
        return events;
    }

    private static long commitAfter(SourceHistory source, long previous) {
        return source.states.stream()
                .mapToLong(SourceHistory.State::commit)
                .filter(commit -> commit > previous)
                .min()
                .orElseThrow();
    }

    /** The table of versions, as a merge would leave it. */
    private static final class Table {
        private static final int TRUNCATES = -1;

        private final Map<Integer, List<Added>> versions = new HashMap<>();

        void begin(int key, List<Object> values, long at) {
            versions.computeIfAbsent(key, any -> new ArrayList<>())
                    .add(new Added(new RowVersion(values, at, "read", "begin"), null));
        }

        void round(Map<Integer, List<RowEvent>> events) {
            List<RowEvent> truncates = events.getOrDefault(TRUNCATES, List.of());
            List<Integer> keys = new ArrayList<>(versions.keySet());
            events.keySet().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
            for (int key : keys) {
                List<RowEvent> all = new ArrayList<>(events.getOrDefault(key, List.of()));
                all.addAll(truncates);
                if (key != TRUNCATES) {
                    apply(key, all);
                }
            }
        }

        private void apply(int key, List<RowEvent> events) {
            List<Added> ofKey = versions.computeIfAbsent(key, any -> new ArrayList<>());
            Optional<RowVersion> open = ofKey.stream()
                    .filter(added -> added.end() == null)
                    .map(Added::version)
                    .findFirst();
            for (VersionStep step : RowVersions.of(open, events)) {
                if (step instanceof Added added) {
                    ofKey.add(added);
                } else {
                    End end = ((Closed) step).end();
                    ofKey.replaceAll(added -> added.end() == null ? new Added(added.version(), end) : added);
                }
            }
        }

        Map<Integer, List<Object>> asOf(long time) {
            Map<Integer, List<Object>> rows = new HashMap<>();
            versions.forEach((key, ofKey) -> ofKey.stream()
                    .filter(added -> added.version().from() <= time)
                    .filter(added -> added.end() == null || added.end().at() > time)
                    .forEach(added -> assertThat(rows.put(key, added.version().values()))
                            .as("two versions of %d at %d", key, time)
                            .isNull()));
            return rows;
        }

        List<Added> neighboursThatAreEqual() {
            List<Added> equal = new ArrayList<>();
            for (List<Added> ofKey : versions.values()) {
                for (int index = 1; index < ofKey.size(); index++) {
                    Added before = ofKey.get(index - 1);
                    Added after = ofKey.get(index);
                    if (before.end().at() == after.version().from()
                            && before.version().values().equals(after.version().values())) {
                        equal.add(after);
                    }
                }
            }
            return equal;
        }
    }
}
