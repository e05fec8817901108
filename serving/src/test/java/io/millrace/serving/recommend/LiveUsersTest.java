package io.millrace.serving.recommend;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.serving.Samples;
import io.millrace.serving.store.InMemoryOnlineStore;
import io.millrace.serving.store.LiveLook;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveUsersTest {
    private static final LivePointer FIRST = new LivePointer("1", 1);
    private static final LivePointer SECOND = new LivePointer("2", 1);
    private static final LiveUser USER = Samples.liveUser("i1");

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final LiveUsers users = new LiveUsers(store, () -> Optional.of(FIRST));

    private void write(LivePointer live, Map<String, LiveUser> state) {
        store.writeLiveUsers(live, state);
        store.writeLiveProgress(live, 0, new Progress(Samples.POSITION, Samples.AS_OF));
        store.pointAt(live);
    }

    @Test
    void aUserWhoWasRemovedWithAStateThatWasReplacedIsFoundInTheNewOne() {
        // Given
        write(FIRST, Map.of());
        write(SECOND, Map.of("1", USER));
        // Then
        assertThat(users.look("1").flatMap(LiveLook::user)).hasValue(USER);
    }

    @Test
    void aStateThatIsNotCompleteIsNone() {
        // Given
        store.writeLiveUsers(FIRST, Map.of("1", USER));
        store.pointAt(FIRST);
        // Then
        assertThat(users.look("1")).isEmpty();
    }

    @Test
    void aUserOfWhomNothingIsKnownIsKnownNotToBeThere() {
        // Given
        write(FIRST, Map.of("1", USER));
        // Then
        assertThat(users.look("2").map(LiveLook::user)).hasValue(Optional.empty());
    }
}
