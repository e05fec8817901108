package io.millrace.serving.recommend;

import io.millrace.contracts.online.Damping;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.OnlineStore;
import java.time.Clock;
import java.util.Map;

/** Which items a user saw lately and did not click, and what they keep of their score. */
public final class DampedItems {
    private final OnlineStore store;
    private final Damping damping;
    private final Clock clock;

    public DampedItems(OnlineStore store, Damping damping, Clock clock) {
        this.store = store;
        this.damping = damping;
        this.clock = clock;
    }

    /** Those of a user; none where damping is off, or where the store cannot be read: a list without it is still a list. */
    Map<String, Double> of(String user) {
        if (!damping.isOn()) {
            return Map.of();
        }
        try {
            return damping.factors(store.glances(user), clock.instant());
        } catch (PipelineException e) {
            if (e.kind() != FailureKind.ONLINE_STORE) {
                throw e;
            }
            return Map.of();
        }
    }
}
