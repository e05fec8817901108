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
        LiveLook look = store.liveUser(live.get(), id);
        // A state that was replaced a moment ago is being removed: its users may be gone before its progress is.
        return look.progress().isPresent() && look.user().isPresent()
                ? Optional.of(look)
                : lookAgain(live.get(), id, look);
    }

    private Optional<LiveLook> lookAgain(LivePointer before, String id, LiveLook first) {
        return store.currentLive()
                .map(now -> now.equals(before) ? first : store.liveUser(now, id))
                .filter(look -> look.progress().isPresent());
    }
}
