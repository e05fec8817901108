package io.millrace.local.status;

import java.time.Duration;

/** How long ago, in the unit that people would use. */
final class Ages {
    private static final Duration SHOWN_IN_SECONDS = Duration.ofMinutes(3);
    private static final Duration SHOWN_IN_MINUTES = Duration.ofHours(3);
    private static final Duration SHOWN_IN_HOURS = Duration.ofDays(3);

    private Ages() {}

    /** Nothing is older than the moment itself, whatever the clocks say. */
    static String text(Duration age) {
        if (age.compareTo(SHOWN_IN_SECONDS) < 0) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        if (age.compareTo(SHOWN_IN_MINUTES) < 0) {
            return age.toMinutes() + " min";
        }
        return age.compareTo(SHOWN_IN_HOURS) < 0 ? age.toHours() + " h" : age.toDays() + " d";
    }
}
