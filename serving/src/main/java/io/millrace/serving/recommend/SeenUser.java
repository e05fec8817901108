package io.millrace.serving.recommend;

import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUser.SourceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A user as a request sees them.
 *
 * @param gap why nothing is known; nothing where the user is known
 * @param occasion what the ties are
 * @param ties one for each item that the user has to do with
 * @param features what the last feature job knows of the user, where that was read
 * @param damped what items keep of their score that the user saw and did not click
 */
record SeenUser(
        Reflected reflected,
        Optional<String> gap,
        Occasion occasion,
        List<Tie> ties,
        Optional<Users.Found> features,
        Map<String, Double> damped) {
    SeenUser {
        // Answers that an earlier version kept name none.
        damped = damped == null ? Map.of() : damped;
    }

    /**
     * A tie to an item.
     *
     * @param strength as it was at the moment
     * @param count number of rows
     * @param lastAt time of the latest row
     * @param latest which row that is; nothing where nobody knows
     */
    record Tie(String item, double strength, Instant moment, long count, Instant lastAt, Optional<SourceRow> latest) {
        /** The strength as it is at another moment. */
        double strengthAt(Instant other, Optional<Duration> halfLife) {
            return strength * Strength.decay(Micros.of(moment), Micros.of(other), halfLife.orElse(null));
        }
    }

    /** A user of the last feature job. */
    static SeenUser of(Users.Found found) {
        Instant moment = found.features().asOf();
        List<Tie> ties = found.user().interactions().stream()
                .map(tie -> new Tie(tie.item(), tie.strength(), moment, tie.count(), tie.lastAt(), Optional.empty()))
                .toList();
        return new SeenUser(
                Reflected.of(found.features()), Optional.empty(), Occasion.HISTORY, ties, Optional.of(found), Map.of());
    }

    /** A user of the live state. */
    static SeenUser of(Reflected live, LiveUser user) {
        List<Tie> ties = user.interactions().stream()
                .map(tie -> new Tie(tie.item(), tie.strength(), tie.lastAt(), tie.count(), tie.lastAt(), tie.latest()))
                .toList();
        return new SeenUser(live, Optional.empty(), Occasion.HISTORY, ties, Optional.empty(), Map.of());
    }

    /** Ids of the items that the user has to do with. */
    Set<String> items() {
        return ties.stream().map(Tie::item).collect(Collectors.toSet());
    }

    /**
     * Somebody who has named items, as if they had been bought at this moment.
     *
     * @param now as the model counts time, so that data of long ago do not make much of a weight of today
     * @param gap why nothing is known; nothing where items are named that exist
     */
    static SeenUser ofSession(Reflected reflected, Map<String, Double> weights, Instant now, Optional<String> gap) {
        List<Tie> ties = weights.entrySet().stream()
                .map(item -> new Tie(item.getKey(), item.getValue(), now, 1, now, Optional.empty()))
                .toList();
        return new SeenUser(reflected, gap, Occasion.SESSION, ties, Optional.empty(), Map.of());
    }

    /** Nobody. */
    static SeenUser unknown(Reflected reflected) {
        return nothing(reflected, "This user is unknown");
    }

    /** Whom a list is for that is the same for all. */
    static SeenUser anybody(Reflected reflected) {
        return nothing(reflected, "This list is the same for everybody");
    }

    /** A user who may be there. */
    static SeenUser unreadable(Reflected reflected) {
        return nothing(reflected, "What this user bought cannot be read at the moment");
    }

    private static SeenUser nothing(Reflected reflected, String why) {
        return new SeenUser(reflected, Optional.of(why), Occasion.HISTORY, List.of(), Optional.empty(), Map.of());
    }

    /** The same without what the last feature job knows beside. */
    SeenUser withoutFeatures() {
        return new SeenUser(reflected, gap, occasion, ties, Optional.empty(), damped);
    }

    /** The same with what these items keep of their score. */
    SeenUser damping(Map<String, Double> items) {
        return new SeenUser(reflected, gap, occasion, ties, features, items);
    }

    /** Whether there is such a user. */
    boolean isKnown() {
        return gap.isEmpty();
    }
}
