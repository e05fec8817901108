package io.millrace.features;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SideBySideTest {
    @Test
    void twoPiecesRunAtOnceAndEachGivesItsResult() throws Exception {
        var bothRun = new CyclicBarrier(2);
        Callable<Integer> piece = () -> {
            bothRun.await(1, TimeUnit.MINUTES);
            return 7;
        };

        assertThat(SideBySide.run(Map.of("a", piece, "b", piece))).isEqualTo(Map.of("a", 7, "b", 7));
    }

    @Test
    void whatAPieceThrowsIsThrownAsItIs() {
        var failure = new IllegalArgumentException("no");
        Callable<Integer> fails = () -> {
            throw failure;
        };

        assertThatThrownBy(() -> SideBySide.run(Map.of("a", () -> 1, "b", fails)))
                .isSameAs(failure);
    }
}
