package io.millrace.workloads.shop.simulate;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaceTest {
    @Test
    void beatsAreAsFarApartAsAsked() throws InterruptedException {
        // Given
        long start = System.nanoTime();
        var pace = new Pace(Duration.ofMillis(10), Duration.ofSeconds(10));

        // When
        for (int i = 0; i < 21; i++) {
            pace.await();
        }

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void anInterruptEndsTheWait() {
        // Given
        var pace = new Pace(Duration.ofNanos(1), Duration.ofSeconds(1));

        // When
        Thread.currentThread().interrupt();

        // Then
        assertThatThrownBy(pace::await).isInstanceOf(InterruptedException.class);
    }
}
