package io.millrace.contracts.online;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one user.
 *
 * @param rfm recency, frequency and monetary value; nothing for a user without orders
 * @param interactions one for each item that the user has to do with, strongest first
 */
public record UserFeatures(Optional<Rfm> rfm, List<Interaction> interactions) {

    public UserFeatures {
        interactions = List.copyOf(interactions);
    }

    /**
     * Recency, frequency and monetary value.
     *
     * @param recencyDays whole days from the last order to the as-of moment
     * @param frequency number of orders
     * @param monetary their total
     * @param recencyScore quintile 1 to 5; 5 is the most recent
     * @param frequencyScore quintile 1 to 5; 5 is the most frequent
     * @param monetaryScore quintile 1 to 5; 5 is the highest
     * @param segment the named segment of the scores
     */
    public record Rfm(
            long recencyDays,
            long frequency,
            BigDecimal monetary,
            int recencyScore,
            int frequencyScore,
            int monetaryScore,
            String segment) {}

    /**
     * A user's tie to an item.
     *
     * @param strength the sum of {@link io.millrace.contracts.interaction.Strength}, decayed to the features' as-of
     *     moment
     * @param count number of rows
     * @param lastAt time of the latest row
     */
    public record Interaction(String item, double strength, long count, Instant lastAt) {}
}
