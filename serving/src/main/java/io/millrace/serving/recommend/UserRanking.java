package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Given items in the order in which a user should see them.
 *
 * @param list those that are in it; its fields stand beside the other in an answer
 * @param leftOut the given items that are not
 */
public record UserRanking(@JsonUnwrapped Recommendations list, List<LeftOut> leftOut) {
    /** A given item that is not in the list. */
    public record LeftOut(String item, Why why) {}

    /** Why a given item is not in the list. */
    public enum Why {
        /** It does not exist. */
        UNKNOWN,
        /** It may not be recommended now. */
        UNAVAILABLE,
        /** The user has to do with it already. */
        BOUGHT,
        /** A filter, the limit or something else that the request asked for keeps it out. */
        NOT_WANTED;

        /** The name in answers. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
