package io.millrace.cdc.engine;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommitTrailTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aMomentBelongsToTheCommitBeforeIt() throws InterruptedException {
        var trail = new CommitTrail(100);
        trail.committed(200);
        try (CommitTrail.Recording recording = trail.record()) {
            trail.committed(300);
            trail.committed(400);

            assertThat(recording.lastAtOrBefore(250, PATIENCE)).isEqualTo(200);
            assertThat(recording.lastAtOrBefore(300, PATIENCE)).isEqualTo(300);
            assertThat(recording.lastAtOrBefore(399, PATIENCE)).isEqualTo(300);
        }
    }

    @Test
    void aMomentThatTheStreamHasNotReachedIsWaitedFor() throws InterruptedException {
        var trail = new CommitTrail(100);
        try (CommitTrail.Recording recording = trail.record()) {
            var stream = new Thread(() -> {
                trail.committed(150);
                trail.committed(300);
            });
            stream.start();

            assertThat(recording.lastAtOrBefore(250, PATIENCE)).isEqualTo(150);
            stream.join();
        }
    }

    @Test
    void aStreamThatDoesNotComePastItIsNotReady() {
        var trail = new CommitTrail(100);
        try (CommitTrail.Recording recording = trail.record()) {
            trail.committed(250);

            assertThatThrownBy(() -> recording.lastAtOrBefore(250, Duration.ofMillis(1)))
                    .isInstanceOfSatisfying(
                            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY));
        }
    }
}
