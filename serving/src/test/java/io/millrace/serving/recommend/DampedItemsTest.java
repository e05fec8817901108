package io.millrace.serving.recommend;

import io.millrace.contracts.online.Damping;
import io.millrace.contracts.online.Glance;
import io.millrace.serving.Samples;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DampedItemsTest {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();

    private DampedItems items(double strength) {
        store.writeGlances("1", List.of(new Glance(false, "i1", "r1", Samples.AS_OF)));
        return new DampedItems(
                store, new Damping(strength, Duration.ofDays(3), 100), Clock.fixed(Samples.AS_OF, ZoneOffset.UTC));
    }

    @Test
    void aUsersItemsKeepWhatTheFormulaSays() {
        assertThat(items(1).of("1")).containsOnlyKeys("i1").containsEntry("i1", 0.5);
        assertThat(items(1).of("nobody")).isEmpty();
    }

    @Test
    void nothingIsReadWhereDampingIsOff() {
        DampedItems off = items(0);
        store.setDown(true);

        assertThat(off.of("1")).isEmpty();
    }

    @Test
    void whileTheStoreIsDownNothingIsDamped() {
        DampedItems on = items(1);
        store.setDown(true);

        assertThat(on.of("1")).isEmpty();
    }
}
