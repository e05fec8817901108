package io.millrace.serving.recommend;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.UserFeatures.Rfm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a user.
 *
 * @param live whether the interactions are of the live state, not of the last feature job
 * @param position which the interactions reflect
 * @param rfmPosition which recency, frequency and monetary value reflect
 * @param rfm nothing for a user without orders
 * @param interactions strongest first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record KnownUser(
        String user,
        boolean live,
        Position position,
        Instant asOf,
        long ageSeconds,
        Optional<Position> rfmPosition,
        Optional<Rfm> rfm,
        List<TitledInteraction> interactions) {
    /**
     * A tie to an item.
     *
     * @param strength decayed to the as-of moment; a live one, before there is a model, to the time of the latest row
     * @param count number of rows
     * @param lastAt time of the latest row
     */
    public record TitledInteraction(String item, String title, double strength, long count, Instant lastAt) {}
}
