package io.millrace.streaming.topology;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.streaming.status.LiveBoard;
import io.millrace.streaming.user.UserStage.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommitPaceTest {
    private static final Counts NONE = new Counts(0, 0);
    private static final Progress PROGRESS = new Progress(new Position(1, 100), Instant.EPOCH);

    private final LiveBoard board = new LiveBoard("1", 1);
    private final CommitPace pace = new CommitPace(board, Duration.ofMillis(100));
    private final MockProcessorContext<Void, Void> part = kept();
    private final MockProcessorContext<Void, Void> other = kept();

    private MockProcessorContext<Void, Void> kept() {
        var context = new MockProcessorContext<Void, Void>();
        pace.keep(context);
        return context;
    }

    /** Whether a part commits when it is looked at. */
    private static boolean commits(MockProcessorContext<Void, Void> context, long now) {
        context.resetCommit();
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(now));
        return context.committed();
    }

    @Test
    void untilAllIsReadOnceNobodyAsksForACommit() {
        board.users(0, Optional.empty(), 0, NONE);
        assertThat(commits(part, 1_000)).isFalse();

        board.users(0, Optional.of(PROGRESS), 0, NONE);
        assertThat(commits(part, 1_010)).isTrue();
    }

    @Test
    void thenOnePartOfAThreadAsksForAllAtEveryInterval() {
        board.users(0, Optional.of(PROGRESS), 0, NONE);

        assertThat(commits(part, 1_000)).isTrue();
        assertThat(commits(other, 1_000)).isFalse();
        assertThat(commits(other, 1_090)).isFalse();
        assertThat(commits(other, 1_100)).isTrue();
        assertThat(commits(part, 1_100)).isFalse();
    }

    @Test
    void theIntervalBeginsWhenACommitIsOver() {
        board.users(0, Optional.of(PROGRESS), 0, NONE);

        assertThat(commits(part, 1_000)).isTrue();
        assertThat(commits(part, 1_070)).isFalse();
        assertThat(commits(part, 1_160)).isFalse();
        assertThat(commits(part, 1_170)).isTrue();
    }
}
