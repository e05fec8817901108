package io.millrace.ml.judge;

import java.util.Optional;

/**
 * Who is to be compared with a model.
 *
 * @param note what exactly it is; without a ranker, why it cannot be compared
 */
public record Contender(String name, String note, Optional<Ranker> ranker) {

    /** One that can be compared. */
    public static Contender with(String name, String note, Ranker ranker) {
        return new Contender(name, note, Optional.of(ranker));
    }

    /** One that cannot. */
    public static Contender without(String name, String reason) {
        return new Contender(name, reason, Optional.empty());
    }
}
