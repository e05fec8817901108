package io.millrace.benchmarks;

import io.millrace.benchmarks.FreshnessWatch.Commit;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreshnessWatchTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aCommitIsSeenWithTheFirstPositionThatReachesIt() {
        // Given
        List<Commit> commits = List.of(new Commit(10, 0), new Commit(20, 5 * MILLI));
        List<Commit> seen = List.of(new Commit(9, MILLI), new Commit(25, 9 * MILLI));

        // Then
        Percentiles times = FreshnessWatch.latencies(commits, seen, 100 * MILLI);
        assertThat(List.of(times.p50(), times.most())).containsExactly(4.0, 9.0);
    }

    @Test
    void aCommitThatIsNeverSeenCountsUntilTheEnd() {
        // Given
        List<Commit> commits = List.of(new Commit(10, 0), new Commit(20, 10 * MILLI));

        // Then
        Percentiles times = FreshnessWatch.latencies(commits, List.of(new Commit(10, MILLI)), 100 * MILLI);
        assertThat(List.of(times.p50(), times.most())).containsExactly(1.0, 90.0);
    }
}
