package io.millrace.serving;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.serving.store.InMemoryOnlineStore;
import io.millrace.serving.store.OnlineStore;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServingTest {
    private static final long DEADLINE_SECONDS = 10;

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();

    /** The store, but one question fails for a reason that nobody foresaw. */
    private OnlineStore without(String question) {
        return (OnlineStore) Proxy.newProxyInstance(
                ServingTest.class.getClassLoader(), new Class<?>[] {OnlineStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(question)) {
                        throw new IllegalStateException("unforeseen");
                    }
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void whenWhatShowsClicksFailsInAWayNobodyForesawTheServiceEnds() {
        // Given
        var stores = new Serving.Stores(store, store, store, without("clickThrough"));
        // When
        try (var service = RunningService.on(stores, RunningService.usual())) {
            CompletableFuture<Void> end = service.end();
            // Then
            assertThatItFails(end);
        }
    }

    private static void assertThatItFails(CompletableFuture<Void> end) {
        assertThatThrownBy(() -> end.get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("unforeseen");
    }

    @Test
    void whenWhatWaitsForPositionsFailsInAWayNobodyForesawTheServiceEnds() {
        // Given
        var live = new LivePointer("1", 1);
        Samples.publishFeatures(store, "f1", 20, Map.of("1", Samples.user("i0")));
        store.writeLiveItems(live, Samples.liveItems(0, 20));
        store.writeLiveProgress(live, 0, new Progress(Samples.POSITION, Samples.AS_OF));
        store.pointAt(live);
        var stores = new Serving.Stores(without("liveProgress"), store, store, store);
        try (var service = RunningService.on(stores, RunningService.usual()).following("1")) {
            CompletableFuture<Void> end = service.end();
            // When
            service.get("/v1/users/1/features?min_lsn=0/1");
            // Then
            assertThatItFails(end);
        }
    }
}
