package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.contracts.change.Position;
import io.millrace.serving.recommend.Recommendations.ModelStamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Given items in the order in which a user should see them.
 *
 * @param path of the best item
 * @param note why the list does not begin with what the model ranks; nothing where it does
 * @param stale whether the online store could not be asked, so that the answer is of what was held in memory
 * @param model which model ranked the items; nothing where none did
 * @param live whether what is known of the user is of the live state, not of the last feature job
 * @param position everything that the source had committed up to here is in the answer
 * @param leftOut the given items that are not in the list
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record UserRanking(
        String user,
        ListPath path,
        Optional<String> note,
        boolean stale,
        Optional<ModelStamp> model,
        boolean live,
        Position position,
        Instant asOf,
        long ageSeconds,
        List<RecommendedItem> items,
        List<LeftOut> leftOut) {
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
