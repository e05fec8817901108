package io.millrace.contracts.online;

import java.time.Instant;
import java.util.List;

/**
 * What the live state knows of one user: the interactions that the batch would compute from silver at the same position.
 *
 * @param exists whether the table of users has a row of this user
 * @param interactions one for each item that the user has to do with and that exists, ordered by the item's id
 */
public record LiveUser(boolean exists, List<Interaction> interactions) {
    public LiveUser {
        interactions = List.copyOf(interactions);
    }

    /**
     * A user's tie to an item.
     *
     * @param strength the sum of {@link io.millrace.contracts.interaction.Strength} over the rows, decayed to
     *     {@code lastAt}
     * @param count number of rows
     * @param firstAt time of the earliest row
     * @param lastAt time of the latest row
     */
    public record Interaction(String item, double strength, long count, Instant firstAt, Instant lastAt) {}
}
