package io.millrace.streaming.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Dates and times of the wire; infinity is the end of the year 9999, as it is in the lake. */
final class Moments {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int NANO_DIGITS = 6;
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);
    private static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);
    private static final LocalDateTime LAST = LAST_DATE.atTime(23, 59, 59, 999_999_000);

    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .appendPattern("-MM-dd")
            .toFormatter();
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DATE)
            .appendPattern(" HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, NANO_DIGITS, true)
            .toFormatter();

    private Moments() {}

    /** The date of days since 1970; nothing where the value is none. */
    static Optional<LocalDate> date(JsonNode value) {
        if (value.isTextual()) {
            return infinite(value.textValue(), FIRST_DATE, LAST_DATE);
        }
        try {
            return value.canConvertToLong() ? Optional.of(LocalDate.ofEpochDay(value.longValue())) : Optional.empty();
        } catch (DateTimeException e) {
            // No calendar has such a day.
            return Optional.empty();
        }
    }

    /** The clock of microseconds since 1970; nothing where the value is none. */
    static Optional<LocalDateTime> local(JsonNode value) {
        if (value.isTextual()) {
            return infinite(value.textValue(), FIRST_DATE.atStartOfDay(), LAST);
        }
        if (!value.canConvertToLong()) {
            return Optional.empty();
        }
        long micros = value.longValue();
        return Optional.of(LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) (Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO),
                ZoneOffset.UTC));
    }

    private static <T> Optional<T> infinite(String text, T first, T last) {
        return switch (text) {
            case "infinity" -> Optional.of(last);
            case "-infinity" -> Optional.of(first);
            default -> Optional.empty();
        };
    }

    static String text(LocalDate date) {
        return DATE.format(date);
    }

    static String text(LocalDateTime time) {
        return TIME.format(time);
    }

    static long micros(LocalDateTime local, ZoneId zone) {
        Instant instant = local.atZone(zone).toInstant();
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / NANOS_PER_MICRO);
    }
}
