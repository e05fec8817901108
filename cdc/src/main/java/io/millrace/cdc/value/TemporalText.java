package io.millrace.cdc.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes dates and times as Postgres prints them in ISO style, years before Christ and infinity included. */
final class TemporalText {
    static final String INFINITY = "infinity";
    static final String MINUS_INFINITY = "-infinity";

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final String BEFORE_CHRIST = " BC";
    private static final Pattern DATE = Pattern.compile("(\\d{4,})-(\\d\\d)-(\\d\\d)( BC)?");
    private static final Pattern TIMESTAMP = Pattern.compile(
            "(\\d{4,}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)([+-]\\d\\d(?::\\d\\d){0,2})?( BC)?");

    private TemporalText() {}

    /** Days since 1970-01-01; nothing for an infinite date. */
    static OptionalLong days(String text) {
        return isInfinite(text)
                ? OptionalLong.empty()
                : OptionalLong.of(date(text).toEpochDay());
    }

    /** Microseconds since 1970-01-01T00:00, in UTC where the text has an offset; nothing for an infinite timestamp. */
    static OptionalLong micros(String text) {
        if (isInfinite(text)) {
            return OptionalLong.empty();
        }
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a timestamp of Postgres: '" + text + "'");
        }
        LocalDate date = date(matcher.group(1) + (matcher.group(4) == null ? "" : BEFORE_CHRIST));
        LocalDateTime local = date.atTime(LocalTime.parse(matcher.group(2)));
        ZoneOffset offset = matcher.group(3) == null ? ZoneOffset.UTC : ZoneOffset.of(matcher.group(3));
        // Not ChronoUnit.MICROS.between: that counts nanoseconds on its way, which end after 292 years.
        long seconds = Math.multiplyExact(local.toEpochSecond(offset), MICROS_PER_SECOND);
        return OptionalLong.of(Math.addExact(seconds, local.getNano() / 1000));
    }

    private static boolean isInfinite(String text) {
        return text.equals(INFINITY) || text.equals(MINUS_INFINITY);
    }

    private static LocalDate date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a date of Postgres: '" + text + "'");
        }
        int yearOfEra = Integer.parseInt(matcher.group(1));
        // There is no year 0: 1 BC is the year before 1.
        int year = matcher.group(4) == null ? yearOfEra : 1 - yearOfEra;
        return LocalDate.of(year, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }

    static String ofDate(LocalDate date) {
        return day(date) + era(date);
    }

    static String ofTimestamp(LocalDateTime timestamp) {
        return day(timestamp.toLocalDate()) + " " + time(timestamp.toLocalTime()) + era(timestamp.toLocalDate());
    }

    static String ofMoment(OffsetDateTime moment) {
        LocalDateTime utc = moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return day(utc.toLocalDate()) + " " + time(utc.toLocalTime()) + "+00" + era(utc.toLocalDate());
    }

    /** A time with a zone, moved to UTC: the stream has lost the zone that was written. */
    static String ofTime(OffsetTime time) {
        return time(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime()) + "+00";
    }

    /** Moves the text of a time with a zone to UTC. */
    static String timeAtUtc(String text) {
        return text.startsWith("24:") ? text : ofTime(OffsetTime.parse(fullOffset(text)));
    }

    private static String fullOffset(String text) {
        int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        return text.length() - sign == "+00".length() ? text + ":00" : text;
    }

    private static String day(LocalDate date) {
        int yearOfEra = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return String.format(Locale.ROOT, "%04d-%02d-%02d", yearOfEra, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : BEFORE_CHRIST;
    }

    private static String time(LocalTime time) {
        String seconds =
                String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
        return seconds + fraction(time.getNano() / 1000);
    }

    /** A fraction of a second as Postgres prints it: without zeros at its end, and nothing for none. */
    static String fraction(int micros) {
        return micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros).replaceAll("0+$", "");
    }
}
