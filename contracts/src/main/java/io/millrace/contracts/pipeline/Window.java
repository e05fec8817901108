package io.millrace.contracts.pipeline;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;

/** The spans into which a measure cuts time: one follows the other without a gap. */
public enum Window {
    MINUTE,
    HALF_HOUR,
    HOUR,
    DAY,
    /** All time is one span, which begins at the epoch. */
    ALL;

    private static final int HALF_HOUR_MINUTES = 30;

    /**
     * The beginning of the span that a moment belongs to.
     *
     * @param zone whose clocks cut hours and days
     */
    public Instant start(Instant moment, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        return switch (this) {
            case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES).toInstant();
            case HALF_HOUR ->
                local.truncatedTo(ChronoUnit.MINUTES)
                        .minusMinutes(local.getMinute() % HALF_HOUR_MINUTES)
                        .toInstant();
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> local.toLocalDate().atStartOfDay(zone).toInstant();
            case ALL -> Instant.EPOCH;
        };
    }

    /** Whether the live state keeps its spans however old they are. */
    public boolean isKeptForEver() {
        return this == DAY || this == ALL;
    }

    /** The name in pipeline files, in topics and in the online store. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The window of a {@link #text}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Window of(String text) {
        return Arrays.stream(values())
                .filter(window -> window.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no window '%s'".formatted(text)));
    }
}
