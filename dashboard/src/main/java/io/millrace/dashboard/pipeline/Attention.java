package io.millrace.dashboard.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something that somebody should look at.
 *
 * @param part the process that it concerns
 * @param what is not as it should be, and which
 * @param now what to do about it
 */
public record Attention(Level level, String part, String what, String now) {
    /** How bad it is, the worst first. */
    public enum Level {
        CRITICAL,
        WARNING;

        /** The name in answers. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Attention critical(String part, String what, String now) {
        return new Attention(Level.CRITICAL, part, what, now);
    }

    static Attention warning(String part, String what, String now) {
        return new Attention(Level.WARNING, part, what, now);
    }
}
