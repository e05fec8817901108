package io.millrace.ml.judge;

import java.util.Optional;

/**
 * Who is to be compared with a model.
 *
 * @param note what exactly it is; without a ranker, why it cannot be compared
 * @param against whose lists it is compared with, user by user, if not with those of the model
 */
public record Contender(String name, String note, Optional<Ranker> ranker, Optional<Ranker> against) {

    /** One that can be compared. */
    public static Contender with(String name, String note, Ranker ranker) {
        return new Contender(name, note, Optional.of(ranker), Optional.empty());
    }

    /** One that can be compared with other lists than the model's. */
    static Contender against(Ranker against, String name, String note, Ranker ranker) {
        return new Contender(name, note, Optional.of(ranker), Optional.of(against));
    }

    /** One that cannot. */
    public static Contender without(String name, String reason) {
        return new Contender(name, reason, Optional.empty(), Optional.empty());
    }
}
