package io.millrace.orchestration.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;

/**
 * That another model is to be current.
 *
 * @param what was asked for
 * @param message what the program said at its end
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelChange(String what, Result result, String message, Instant requestedAt) {
    /** How it went. */
    public enum Result {
        RUNNING,
        DONE,
        FAILED;

        /** The name in answers. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ModelChange ended(Result end, String said) {
        return new ModelChange(what, end, said, requestedAt);
    }
}
