package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a list came about. */
public enum ListPath {
    /** Ranked by the model for this user. */
    PERSONAL,
    /** Ranked by how many interactions an item has. */
    POPULAR;

    /** The name in answers. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
