package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why an answer was what it was.
 *
 * @param features the version whose catalog the items were chosen from
 * @param model the model that was held; nothing where there was none
 * @param live whether what was known of the user was of the live state
 * @param position everything that the source had committed up to here was in the answer
 * @param asked what the request asked for, its usual values filled in
 * @param items that were shown
 * @param leftOut what the model ranks above the last of its items that were shown, and why it was not shown; the best
 *     first. Where the model had no more items for the list, this is of all that it ranks
 * @param note why nothing can be said of what was left out; nothing where something can
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Explanation(
        String responseId,
        Instant answeredAt,
        String features,
        Optional<String> model,
        boolean live,
        Position position,
        Asked asked,
        List<Explained> items,
        List<LeftOut> leftOut,
        Optional<String> note) {

    /**
     * An item that was shown.
     *
     * @param contributions what single items of the user add to the score, the most first
     * @param others what all further items add together
     * @param damped what it keeps of the score that these add up to, because the user saw it lately and did not click it;
     *     nothing where it keeps all
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Explained(
            int rank,
            String item,
            String title,
            ListPath path,
            double score,
            String reason,
            List<Contribution> contributions,
            double others,
            Optional<Double> damped) {}

    /**
     * What one item that the user has to do with adds to the score of another.
     *
     * @param amount to be added up to the score
     * @param strength of the tie to it, decayed to the moment that the model was trained for: what the model counted
     * @param count number of rows behind it
     * @param lastAt time of the latest row
     * @param latest which row that is; nothing for what somebody named in a session, what is known from the last feature
     *     job, or what a version kept that did not know
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Contribution(
            String item,
            String title,
            double amount,
            double strength,
            long count,
            Instant lastAt,
            Optional<NamedRow> latest) {}

    /**
     * A row of the source.
     *
     * @param key its primary key
     * @param position of the change, of this row or of its parent, that made the tie what it is
     */
    public record NamedRow(String table, JsonNode key, Position position) {}

    /** An item that was not shown. */
    public record LeftOut(String item, String title, double score, Removal why) {}
}
