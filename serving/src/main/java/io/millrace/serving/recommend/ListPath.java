package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an item came into a list, and how a list came about. */
public enum ListPath {
    /** Ranked by the model for this user. */
    PERSONAL,
    /** Ranked by how similar the model finds an item to others. */
    SIMILAR,
    /** Ranked by how much more than usual an item of a category is wanted. */
    TRENDING,
    /** Ranked by how many interactions an item has. */
    POPULAR;

    /** The name in answers. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
