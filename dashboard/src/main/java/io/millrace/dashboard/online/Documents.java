package io.millrace.dashboard.online;

import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.UserSegments;
import io.millrace.contracts.process.PipelineException;
import java.util.Optional;

/** Documents that jobs leave in the online store, each as it was written last. */
public record Documents(OnlineStore store, OnlineKeys keys) {
    /**
     * How users are divided; nothing where no features with segments were published.
     *
     * @throws PipelineException of kind ONLINE_STORE if it is not to be had
     */
    public Optional<UserSegments> segments() {
        return read(keys.segments(), UserSegments.class);
    }

    /**
     * How often what was recommended was clicked; nothing where that was not counted.
     *
     * @throws PipelineException of kind ONLINE_STORE if it is not to be had
     */
    public Optional<ClickThrough> clicks() {
        return read(keys.clickThrough(), ClickThrough.class);
    }

    private <T> Optional<T> read(String key, Class<T> type) {
        return store.text(key).map(text -> Stored.read(key, text, type));
    }
}
