package io.millrace.serving;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.serving.store.InMemoryOnlineStore;
import io.millrace.serving.store.OnlineStore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What requests ask the online store, each question one round trip. */
class RoundTripsTest {
    private static final LivePointer LIVE = new LivePointer("1", 1);

    private final List<String> asked = new CopyOnWriteArrayList<>();

    private OnlineStore noting(OnlineStore store) {
        return (OnlineStore) Proxy.newProxyInstance(
                RoundTripsTest.class.getClassLoader(),
                new Class<?>[] {OnlineStore.class},
                (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return method.invoke(store, arguments);
                });
    }

    @Test
    void aUserIsOneRoundTripAndAnItemNone() {
        // Given
        var store = new InMemoryOnlineStore();
        Samples.publishFeatures(store, "f1", 30, Map.of());
        Samples.publishModel(store, "m1", 30);
        store.writeLiveItems(LIVE, Samples.liveItems(0, 30));
        store.writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i0", "i2"), "2", Samples.liveUser("i1")));
        store.writeLiveProgress(LIVE, 0, new Progress(Samples.POSITION, Samples.AS_OF));
        store.pointAt(LIVE);
        var stores = new Serving.Stores(noting(store), store, store, store);
        try (var service = RunningService.on(stores, RunningService.usual())
                .holding("f1", "m1")
                .following("1")) {
            asked.clear();
            // When
            for (String list : List.of(
                    "/v1/users/1/recommendations?category=even&min_price=3&diversity=0.5",
                    "/v1/users/1/because-you-bought?lists=10")) {
                assertThat(service.get(list).statusCode()).isEqualTo(200);
            }
            assertThat(service.post("/v1/users/1/ranking", "{\"items\": [\"i4\", \"i6\"]}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(service.post("/v1/recommendations", "{\"users\": [\"1\", \"2\"]}")
                            .statusCode())
                    .isEqualTo(200);
            // Then
            assertThat(asked).containsExactly("liveUser", "liveUser", "liveUser", "liveUser", "liveUser");
            // When
            asked.clear();
            for (String list : List.of("/v1/items/popular", "/v1/items/trending", "/v1/items/i2/similar")) {
                assertThat(service.get(list).statusCode()).isEqualTo(200);
            }
            assertThat(service.post("/v1/sessions/recommendations", "{\"items\": [\"i4\"]}")
                            .statusCode())
                    .isEqualTo(200);
            // Then
            assertThat(asked).isEmpty();
        }
    }
}
