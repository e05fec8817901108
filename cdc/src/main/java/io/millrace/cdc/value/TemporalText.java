package io.millrace.cdc.value;

import java.time.LocalDate;
import java.util.OptionalLong;

/** Reads dates and times as Postgres prints them in ISO style, years before Christ and infinity included. */
final class TemporalText {
    private static final String BEFORE_CHRIST = " BC";
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final String text;
    private int at;

    private TemporalText(String text) {
        this.text = text;
    }

    /** Days since 1970-01-01; nothing for an infinite date. */
    static OptionalLong days(String text) {
        if (isInfinite(text)) {
            return OptionalLong.empty();
        }
        var reader = new TemporalText(text);
        long days = reader.date();
        reader.end();
        return OptionalLong.of(days);
    }

    /**
     * Microseconds since 1970-01-01T00:00, in UTC where the text has an offset; nothing for an infinite timestamp.
     *
     * @throws ArithmeticException if 64 bits do not hold them, which is so from January 294247 on
     */
    static OptionalLong micros(String text) {
        if (isInfinite(text)) {
            return OptionalLong.empty();
        }
        var reader = new TemporalText(text);
        long days = reader.date();
        reader.expect(' ');
        long seconds = reader.clock();
        long fraction = reader.fraction();
        seconds -= reader.offset();
        reader.end();
        long micros = Math.multiplyExact(days * SECONDS_PER_DAY + seconds, MICROS_PER_SECOND);
        return OptionalLong.of(Math.addExact(micros, fraction));
    }

    private static boolean isInfinite(String text) {
        return text.equals("infinity") || text.equals("-infinity");
    }

    private long date() {
        int year = number();
        expect('-');
        int month = number();
        expect('-');
        int day = number();
        // There is no year 0: 1 BC is the year before 1.
        return LocalDate.of(text.endsWith(BEFORE_CHRIST) ? 1 - year : year, month, day)
                .toEpochDay();
    }

    /** Seconds of hours, minutes and, where the text has them, seconds. */
    private long clock() {
        long seconds = number() * 3_600L;
        if (take(':')) {
            seconds += number() * 60L;
        }
        return take(':') ? seconds + number() : seconds;
    }

    private long fraction() {
        if (!take('.')) {
            return 0;
        }
        int start = at;
        long micros = number();
        for (int digits = at - start; digits < 6; digits++) {
            micros *= 10;
        }
        return micros;
    }

    private long offset() {
        if (take('+')) {
            return clock();
        }
        return take('-') ? -clock() : 0;
    }

    private int number() {
        int start = at;
        int number = 0;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            number = Math.addExact(Math.multiplyExact(number, 10), text.charAt(at) - '0');
            at++;
        }
        if (at == start) {
            throw malformed();
        }
        return number;
    }

    private boolean take(char character) {
        boolean there = at < text.length() && text.charAt(at) == character;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char character) {
        if (!take(character)) {
            throw malformed();
        }
    }

    private void end() {
        int length = text.endsWith(BEFORE_CHRIST) ? text.length() - BEFORE_CHRIST.length() : text.length();
        if (at != length) {
            throw malformed();
        }
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "Not a date or time of Postgres, at character %d of '%s'".formatted(at, text));
    }
}
