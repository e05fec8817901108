package io.millrace.orchestration.chain;

import java.util.Locale;

/** How far a run or an attempt of a step has come. */
public enum Result {
    /** Asked for and not begun. */
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** The scheduler ended, or was told to, before it was done. */
    INTERRUPTED;

    /** Its name on the wire and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The result of this code. */
    public static Result ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
