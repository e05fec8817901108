package io.millrace.ml.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * That a model which has passed the gate ranks for live requests beside the current one before it becomes current. It is
 * over as soon as any model becomes current, so nothing has to be undone then.
 *
 * @param promotion number of the promotion whose model it is beside
 * @param failure why it will not become current by itself; nothing while it may
 */
public record Shadow(String model, long promotion, Instant since, Optional<String> failure) {
    /** Whether no other model became current since it began. */
    public boolean isBeside(Promotion current) {
        return promotion == current.number();
    }

    /** Whether it ranks for live requests. */
    public boolean isRunning(Promotion current) {
        return isBeside(current) && failure.isEmpty();
    }

    /** The same after it failed. */
    public Shadow failed(String why) {
        return new Shadow(model, promotion, since, Optional.of(why));
    }
}
