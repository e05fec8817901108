package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import io.millrace.serving.recommend.Recommendations.ModelStamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Items that are similar to one.
 *
 * @param responseId by which it can be explained
 * @param path of the best item
 * @param note why the list does not begin with what the model finds similar; nothing where it does
 * @param model which model found them similar; nothing where none did
 * @param position every change of an item that the source had committed up to here is in the answer
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SimilarItems(
        String responseId,
        String item,
        String title,
        ListPath path,
        Optional<String> note,
        boolean stale,
        Optional<ModelStamp> model,
        Position position,
        Instant asOf,
        long ageSeconds,
        List<RecommendedItem> items) {}
