package io.millrace.dashboard.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a process answers.
 *
 * @param name its module
 * @param since when it was first seen not to be up; nothing while it is
 * @param reason why it is not up
 * @param memory what its heap holds; nothing where it does not tell
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ProcessState(
        String name, Health health, Optional<Instant> since, Optional<String> reason, Optional<HeapUse> memory) {
    /** What is known of it. */
    public enum Health {
        UP,
        /** It answers that it cannot do its work yet. */
        NOT_READY,
        DOWN;

        /** The name in answers. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
