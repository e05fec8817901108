package io.millrace.orchestration.history;

import java.util.Locale;

/** Why a run began. */
public enum Cause {
    /** Its time came, or had come while the scheduler was away. */
    SCHEDULE,
    /** Somebody asked for it. */
    REQUEST,
    /** The scheduler ended during an earlier run. */
    RECOVERY;

    /** Its name on the wire and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cause of this code. */
    public static Cause ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
