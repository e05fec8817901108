package io.millrace.lakehouse;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FreshnessTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Freshness freshness = new Freshness(registry, "bronze");
    private final Timer timer =
            registry.get("millrace.freshness").tag("layer", "bronze").timer();

    @Test
    void eachMomentOfTheSourceIsOneSample() {
        // Given
        Instant commit = Instant.now().minusSeconds(7);
        // When
        freshness.reached(progress(1, commit));
        freshness.reached(progress(1, commit));
        freshness.reached(progress(2, commit.plusSeconds(1)));
        // Then
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.max(TimeUnit.SECONDS)).isBetween(7.0, 60.0);
    }

    @Test
    void aSourceWhoseClockIsAheadIsAsFreshAsCanBe() {
        freshness.reached(progress(1, Instant.now().plus(Duration.ofHours(1))));
        assertThat(timer.totalTime(TimeUnit.SECONDS)).isZero();
    }

    private static Progress progress(long lsn, Instant time) {
        return new Progress(new Position(1, lsn), time);
    }
}
