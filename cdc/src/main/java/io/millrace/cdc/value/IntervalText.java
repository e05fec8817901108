package io.millrace.cdc.value;

import java.util.Locale;
import org.postgresql.util.PGInterval;

/** Writes an interval in Postgres' own style, such as {@code 1 year 2 mons -3 days +04:05:06.78}. */
final class IntervalText {
    private final StringBuilder text = new StringBuilder();
    private boolean afterNegative;

    private IntervalText() {}

    static String of(PGInterval interval) {
        var text = new IntervalText();
        text.part(interval.getYears(), "year");
        text.part(interval.getMonths(), "mon");
        text.part(interval.getDays(), "day");
        text.time(interval.getHours(), interval.getMinutes(), interval.getWholeSeconds(), interval.getMicroSeconds());
        return text.text.toString();
    }

    private void part(int value, String unit) {
        if (value == 0) {
            return;
        }
        separate();
        text.append(afterNegative && value > 0 ? "+" : "")
                .append(value)
                .append(' ')
                .append(unit);
        text.append(value == 1 ? "" : "s");
        afterNegative = value < 0;
    }

    private void time(int hours, int minutes, int seconds, int micros) {
        boolean none = hours == 0 && minutes == 0 && seconds == 0 && micros == 0;
        if (none && !text.isEmpty()) {
            return;
        }
        boolean negative = hours < 0 || minutes < 0 || seconds < 0 || micros < 0;
        separate();
        text.append(negative ? "-" : afterNegative ? "+" : "");
        text.append(
                String.format(Locale.ROOT, "%02d:%02d:%02d", Math.abs(hours), Math.abs(minutes), Math.abs(seconds)));
        text.append(TemporalText.fraction(Math.abs(micros)));
    }

    private void separate() {
        text.append(text.isEmpty() ? "" : " ");
    }
}
