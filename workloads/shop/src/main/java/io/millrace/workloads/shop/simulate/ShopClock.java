package io.millrace.workloads.shop.simulate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The time in the shop. It is the time of the day if the newest order is of these days; else it goes on from the newest
 * order, as fast as a clock goes: otherwise one live order would make every customer of an old data set look lost.
 */
final class ShopClock {
    private static final Duration THESE_DAYS = Duration.ofDays(2);

    private final Clock clock;

    private ShopClock(Clock clock) {
        this.clock = clock;
    }

    static ShopClock of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(created_at) FROM public.orders")) {
            row.next();
            Optional<Instant> newest = Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
            connection.commit();
            return after(newest, Clock.systemUTC());
        }
    }

    static ShopClock after(Optional<Instant> newestOrder, Clock clock) {
        Duration age = newestOrder
                .map(newest -> Duration.between(newest, clock.instant()))
                .filter(behind -> behind.compareTo(THESE_DAYS) > 0)
                .orElse(Duration.ZERO);
        return new ShopClock(Clock.offset(clock, age.negated()));
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
