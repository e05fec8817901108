package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import io.millrace.serving.recommend.Recommendations.ModelStamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lists of items that are similar to what a user bought last. An item is in one of them at most.
 *
 * @param model which model found them similar; nothing where none did
 * @param live whether the purchases are of the live state, not of the last feature job
 * @param position everything that the source had committed up to here is in the answer
 * @param lists one for each item that was bought, the latest first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record BecauseYouBought(
        String user,
        boolean stale,
        Optional<ModelStamp> model,
        boolean live,
        Position position,
        Instant asOf,
        long ageSeconds,
        List<Shelf> lists) {
    /**
     * Items that are similar to one that was bought.
     *
     * @param responseId by which it can be explained
     * @param lastAt when it was bought last
     * @param path of the best item
     * @param note why the list does not begin with what the model finds similar; nothing where it does
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Shelf(
            String responseId,
            String item,
            String title,
            Instant lastAt,
            ListPath path,
            Optional<String> note,
            List<RecommendedItem> items) {}
}
