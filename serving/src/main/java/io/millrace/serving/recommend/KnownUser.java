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
 * @param rfm nothing for a user without orders
 * @param interactions strongest first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record KnownUser(
        String user,
        Position position,
        Instant asOf,
        long ageSeconds,
        Optional<Rfm> rfm,
        List<TitledInteraction> interactions) {
    /**
     * A tie to an item.
     *
     * @param strength decayed to the as-of moment
     * @param count number of rows
     * @param lastAt time of the latest row
     */
    public record TitledInteraction(String item, String title, double strength, long count, Instant lastAt) {}
}
