package io.millrace.features.online;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A key of Redis that is not as the lake's feature tables have it.
 *
 * @param lake what it should hold; null where it should not be
 * @param redis what it holds; null where it is not there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OnlineDifference(String key, Kind kind, String lake, String redis) {

    /** How they differ. */
    public enum Kind {
        CHANGED,
        MISSING_IN_REDIS,
        NOT_IN_LAKE
    }
}
