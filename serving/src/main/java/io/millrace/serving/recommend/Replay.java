package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * An answer once more.
 *
 * @param answer the JSON that was sent
 * @param ranking what ranking the same again comes to
 * @param note on that
 */
public record Replay(String responseId, Instant answeredAt, @JsonRawValue String answer, Outcome ranking, String note) {
    /** What ranking the same interactions for the same wish again comes to. */
    public enum Outcome {
        /** The same items in the same order. */
        SAME,
        /** Other items, or another order. */
        CHANGED,
        /** It was not tried. */
        NOT_POSSIBLE;

        /** The name in answers. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
