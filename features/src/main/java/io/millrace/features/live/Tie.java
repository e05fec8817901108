package io.millrace.features.live;

import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.online.LiveUser.Interaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * What ties a user to an item.
 *
 * @param strength as of the moment of the comparison
 * @param first time of the earliest row, in microseconds since the epoch
 * @param last time of the latest row
 */
record Tie(double strength, long count, long first, long last) {
    /** Sums of one order and of another differ by their roundings. */
    private static final double ROUNDING = 1e-9;

    /** A live one, whose strength is that at its latest row, as it is at a moment. */
    static Tie of(Interaction live, Instant asOf, Optional<Duration> halfLife) {
        long last = Micros.of(live.lastAt());
        return new Tie(
                live.strength() * Strength.decay(last, Micros.of(asOf), halfLife.orElse(null)),
                live.count(),
                Micros.of(live.firstAt()),
                last);
    }

    boolean isLike(Tie other) {
        return count == other.count
                && first == other.first
                && last == other.last
                && Math.abs(strength - other.strength) <= ROUNDING * Math.abs(other.strength);
    }

    /** Whether this can be the other one with more rows. */
    boolean includes(Tie other) {
        double rounding = ROUNDING * Math.max(Math.abs(strength), Math.abs(other.strength));
        return hasRowsOf(other) && strength + rounding >= other.strength;
    }

    /** Whether this can have the other one's rows, whatever they count. */
    boolean hasRowsOf(Tie other) {
        return count >= other.count && first <= other.first && last >= other.last;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "strength %s of %d rows, %s to %s", strength, count, instant(first), instant(last));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
