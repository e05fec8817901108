package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import io.millrace.serving.recommend.Recommendations.ModelStamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to recommend to somebody of whom only the items of a session are known.
 *
 * @param responseId by which it can be explained
 * @param path of the best item
 * @param note why the list does not begin with what the model ranks; nothing where it does
 * @param model which model ranked the items; nothing where none did
 * @param position every change of an item that the source had committed up to here is in the answer
 * @param asOf the moment of the features
 * @param unknownItems items of the session that do not exist
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SessionRecommendations(
        String responseId,
        ListPath path,
        Optional<String> note,
        boolean stale,
        Optional<ModelStamp> model,
        Position position,
        Instant asOf,
        long ageSeconds,
        List<String> unknownItems,
        List<RecommendedItem> items) {}
