package io.millrace.dashboard.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What somebody may do; each role may what those before it may. */
public enum Role {
    VIEWER,
    OPERATOR;

    /** Whether this role is enough where the other one is asked for. */
    public boolean covers(Role asked) {
        return compareTo(asked) >= 0;
    }

    /** The name in answers. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
