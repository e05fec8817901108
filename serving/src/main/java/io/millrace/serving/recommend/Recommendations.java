package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to whom to recommend what.
 *
 * @param responseId by which it can be explained
 * @param path of the best item
 * @param note why the list does not begin with what the model ranks; nothing where it does
 * @param stale whether the online store could not be asked, so that the answer is of what was held in memory
 * @param model which model ranked the items; nothing where none did
 * @param live whether what is known of the user is of the live state, not of the last feature job
 * @param position everything that the source had committed up to here is in the answer
 * @param asOf the moment from which ages are counted
 * @param ageSeconds how long ago the source is known to have been at the position
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Recommendations(
        String responseId,
        String user,
        ListPath path,
        Optional<String> note,
        boolean stale,
        Optional<ModelStamp> model,
        boolean live,
        Position position,
        Instant asOf,
        long ageSeconds,
        List<RecommendedItem> items) {
    /** Which model, and what it was trained on. */
    public record ModelStamp(String version, Position position, Instant asOf, Instant trainedAt) {}
}
