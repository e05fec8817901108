package io.millrace.serving.recommend;

import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.LiveLook;
import io.millrace.serving.store.LiveStore;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds a user in the live state that was current a moment ago, or in the one that has replaced it meanwhile. */
public final class LiveUsers {
    private final LiveStore store;
    private final Supplier<Optional<LivePointer>> current;

    /** Looks into the state that is said to be current. */
    public LiveUsers(LiveStore store, Supplier<Optional<LivePointer>> current) {
        this.store = store;
        this.current = current;
    }

    /**
     * The look at the user; nothing where there is no live state, or none that is complete.
     *
     * @throws PipelineException of kind ONLINE_STORE if the store cannot be read
     */
    Optional<LiveLook> look(String id) {
        Optional<LivePointer> live = current.get();
        if (live.isEmpty()) {
            return Optional.empty();
        }
        Optional<LiveLook> look = complete(live.get(), id);
        return look.isPresent() ? look : lookIntoNewer(live.get(), id);
    }

    private Optional<LiveLook> lookIntoNewer(LivePointer old, String id) {
        return store.currentLive().filter(newer -> !newer.equals(old)).flatMap(newer -> complete(newer, id));
    }

    private Optional<LiveLook> complete(LivePointer live, String id) {
        LiveLook look = store.liveUser(live, id);
        return look.progress().isPresent() ? Optional.of(look) : Optional.empty();
    }
}
