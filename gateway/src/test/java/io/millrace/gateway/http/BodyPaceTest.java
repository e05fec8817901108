package io.millrace.gateway.http;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BodyPaceTest {
    private final BodyPace pace = new BodyPace(Duration.ofSeconds(10), Duration.ofSeconds(2), 1_000);

    @Test
    void whatHasComeEarnsTimeForTheRest() {
        assertThat(pace.limit(0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.limit(500)).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void nothingEarnsMoreThanTheTimeForAll() {
        assertThat(pace.limit(1 << 30)).isEqualTo(Duration.ofSeconds(10));
        assertThat(new BodyPace(Duration.ofSeconds(10), Duration.ZERO, 0).limit(0))
                .isEqualTo(Duration.ofSeconds(10));
    }
}
