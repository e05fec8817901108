package io.millrace.workloads.shop.simulate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShopClockTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private final Clock wall = Clock.fixed(NOW, ZoneOffset.UTC);

    private Instant timeAfter(Optional<Instant> newestOrder) {
        return ShopClock.after(newestOrder, wall).now().toInstant();
    }

    @Test
    void anOldShopGoesOnFromItsNewestOrder() {
        Instant newest = Instant.parse("2011-12-09T12:50:00Z");
        assertThat(timeAfter(Optional.of(newest))).isEqualTo(newest);
    }

    @Test
    void aShopOfTheseDaysHasTheTimeOfTheDay() {
        assertThat(timeAfter(Optional.of(NOW.minus(Duration.ofHours(30))))).isEqualTo(NOW);
    }

    @Test
    void aShopWithoutOrdersHasTheTimeOfTheDay() {
        assertThat(timeAfter(Optional.empty())).isEqualTo(NOW);
    }

    @Test
    void aShopAheadOfTimeIsNotFollowed() {
        assertThat(timeAfter(Optional.of(NOW.plus(Duration.ofDays(9))))).isEqualTo(NOW);
    }
}
