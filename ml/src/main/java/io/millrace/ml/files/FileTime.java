package io.millrace.ml.files;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** Times as files write them: seconds or milliseconds since 1970, ISO dates, or month/day/year; without a zone in UTC. */
public final class FileTime {
    /** As seconds this is the year 5138, as milliseconds 1973. */
    private static final double FIRST_MILLISECONDS = 1e11;

    private static final DateTimeFormatter AMERICAN = DateTimeFormatter.ofPattern("M/d/yyyy H:mm[:ss]");
    private static final int DATE_LENGTH = 10;
    private static final long SECOND = 1000;

    private FileTime() {}

    /** Milliseconds since 1970; nothing if the text is no time. */
    public static OptionalLong parse(String text) {
        String time = text.strip();
        if (time.isEmpty()) {
            return OptionalLong.empty();
        }
        if (time.chars().allMatch(each -> each >= '0' && each <= '9' || each == '.')) {
            return number(time);
        }
        try {
            return OptionalLong.of(instant(time).toEpochMilli());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(String text) {
        try {
            double number = Double.parseDouble(text);
            return OptionalLong.of((long) (number < FIRST_MILLISECONDS ? number * SECOND : number));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Instant instant(String time) {
        if (time.indexOf('/') > 0) {
            return LocalDateTime.parse(time, AMERICAN).toInstant(ZoneOffset.UTC);
        }
        if (time.length() == DATE_LENGTH) {
            return LocalDate.parse(time).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String iso = time.replace(' ', 'T');
        int zone = Math.max(iso.indexOf('+', DATE_LENGTH), iso.indexOf('-', DATE_LENGTH));
        return iso.endsWith("Z") || zone > 0
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
