package io.millrace.lakehouse.history;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HistoryTurnsTest {
    private final AtomicInteger rounds = new AtomicInteger();

    private HistoryTurns turns(Throwable failure, Duration interval) {
        return new HistoryTurns(
                new HistoryRounds() {
                    @Override
                    public void begin() {}

                    @Override
                    public void look() {
                        HistoryTurnsTest.<RuntimeException>fail(failure);
                    }

                    @Override
                    public void round() {
                        rounds.incrementAndGet();
                    }
                },
                interval);
    }

    /** As code in Scala throws, which knows no checked exceptions. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable failure) throws T {
        if (failure != null) {
            throw (T) failure;
        }
    }

    @Test
    void aTurnThatFailsIsFollowedByAnother() {
        HistoryTurns turns = turns(new SparkException("nobody declares me"), Duration.ZERO);
        turns.run();
        turns.run();
        assertThat(rounds).hasValue(0);
    }

    @Test
    void anErrorEndsThem() {
        var failure = new LinkageError("a class of another version");
        assertThatThrownBy(() -> turns(failure, Duration.ZERO).run()).isSameAs(failure);
    }

    @Test
    void aRoundIsMadeWhenItIsDue() {
        turns(null, Duration.ofDays(1)).run();
        assertThat(rounds).hasValue(0);
        turns(null, Duration.ZERO).run();
        assertThat(rounds).hasValue(1);
    }
}
