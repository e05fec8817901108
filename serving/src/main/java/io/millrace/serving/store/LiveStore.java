package io.millrace.serving.store;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import java.time.Duration;
import java.util.Optional;

/** What the streaming process keeps of users and items of one pipeline; fails as {@link OnlineStore} does. */
public interface LiveStore {
    /** The current live state; nothing before the first has caught up. */
    Optional<LivePointer> currentLive();

    /** How far this state reaches; nothing if one of its parts has no progress: it is not complete, or it was removed. */
    Optional<Progress> liveProgress(LivePointer live);

    /** A user in this state, and how far it reaches. One round trip. */
    LiveLook liveUser(LivePointer live, String userId);

    /** All items of this state. */
    LiveItems liveItems(LivePointer live);

    /**
     * The items of this state that changed after those read before.
     *
     * @param after where the reading before ended
     * @param patience how long to wait for a change if there is none
     */
    LiveItemChanges liveItemChanges(LivePointer live, String after, Duration patience);

    /** Whether nothing has changed behind this end of a reading. */
    boolean isEndOfLiveItemChanges(LivePointer live, String end);
}
