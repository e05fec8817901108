package io.millrace.serving.store;

import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.serving.RedisStack;
import io.millrace.serving.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisOnlineStoreIT extends OnlineStoreContract {
    private static final OnlineKeys KEYS = new OnlineKeys("contract");
    private static final OnlineStore STORE = new RedisOnlineStore(RedisStack.uri(), KEYS, Duration.ofSeconds(2), 2);
    private static final RedisPublisher PUBLISHER = new RedisPublisher(RedisStack.uri(), KEYS);

    @Override
    OnlineStore store() {
        return STORE;
    }

    @Override
    Publisher publisher() {
        return PUBLISHER;
    }

    @Test
    void aStateThatWasEmptiedIsAGap() {
        // Given
        var live = new LivePointer("1", 1);
        PUBLISHER.writeLiveItems(live, Samples.liveItems(0, 3));
        String end = STORE.liveItems(live).end();
        // When
        PUBLISHER.clear();
        // Then
        assertThat(STORE.liveItemChanges(live, end, Duration.ofMillis(1)).hasGap())
                .isTrue();
    }

    @Test
    void moreChangesThanAreReadAtATimeAreReadOneAfterTheOther() {
        // Given
        var live = new LivePointer("1", 1);
        PUBLISHER.writeLiveItems(live, Samples.liveItems(0, 1));
        String end = STORE.liveItems(live).end();
        // When
        PUBLISHER.writeLiveItems(live, Samples.liveItems(0, 1_200));
        // Then
        LiveItemChanges first = STORE.liveItemChanges(live, end, Duration.ofMillis(1));
        LiveItemChanges second = STORE.liveItemChanges(live, first.end(), Duration.ofMillis(1));
        assertThat(first.hasMore()).isTrue();
        assertThat(first.items()).hasSize(1_000);
        assertThat(second.hasMore()).isFalse();
        assertThat(second.items()).hasSize(200);
    }
}
