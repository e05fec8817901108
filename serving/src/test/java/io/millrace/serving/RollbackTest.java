package io.millrace.serving;

import io.millrace.serving.store.InMemoryOnlineStore;
import io.millrace.serving.store.OnlineStore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is loaded when the current model changes. */
class RollbackTest {
    private static final String LIST = "/v1/users/1/recommendations";

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final List<Object> loaded = new CopyOnWriteArrayList<>();
    private RunningService service;

    @BeforeEach
    void start() {
        Samples.publishFeatures(store, "f1", 30, Map.of("1", Samples.user("i0", "i2")));
        Samples.publishModel(store, "m1", 30);
        service = RunningService.on(new Serving.Stores(store, notingLoads(), store, store), RunningService.usual())
                .holding("f1", "m1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private OnlineStore notingLoads() {
        return (OnlineStore) Proxy.newProxyInstance(
                RollbackTest.class.getClassLoader(), new Class<?>[] {OnlineStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("itemFactors")) {
                        loaded.add(arguments[0]);
                    }
                    return method.invoke(store, arguments);
                });
    }

    private void promote(String model, int items) {
        Samples.publishModel(store, model, items);
        service.holding("f1", model);
    }

    @Test
    void goingBackToTheModelBeforeLoadsNothing() {
        // Given
        String ranked = service.json(LIST).at("/items").toString();
        promote("m2", 20);
        // When
        promote("m1", 30);
        promote("m2", 20);
        promote("m1", 30);
        // Then
        assertThat(loaded).containsExactly("m1", "m2");
        assertThat(service.json(LIST).at("/items").toString()).isEqualTo(ranked);
        assertThat(service.json(LIST).at("/model/version").asText()).isEqualTo("m1");
    }

    private boolean shadows(String model) {
        return service.json("/v1/models/shadow").at("/model").asText().equals(model);
    }

    @Test
    void aShadowThatIsPromotedAndTheModelBeforeItAreBothThereAlready() {
        // Given
        promote("m2", 20);
        Samples.publishShadow(store, "m3", 25, "m2");
        RunningService.eventually(() -> shadows("m3"));
        // When
        promote("m3", 25);
        store.endShadow();
        promote("m2", 20);
        // Then
        assertThat(loaded).containsExactly("m1", "m2", "m3");
    }

    @Test
    void whatIsShadowedBesideAnotherModelIsNotLoadedAndGivesWay() {
        // Given
        Samples.publishShadow(store, "m3", 25, "m2");
        promote("m2", 20);
        RunningService.eventually(() -> shadows("m3"));
        // When: a later one takes its place, then the model goes back
        Samples.publishShadow(store, "m4", 25, "m2");
        RunningService.eventually(() -> shadows("m4"));
        promote("m1", 30);
        // Then
        RunningService.eventually(() -> service.get("/v1/models/shadow").statusCode() == 404);
        assertThat(loaded).containsExactly("m1", "m2", "m3", "m4");
    }

    @Test
    void onlyTheModelBeforeIsKept() {
        // Given
        promote("m2", 20);
        promote("m3", 25);
        // When
        promote("m1", 30);
        // Then
        assertThat(loaded).containsExactly("m1", "m2", "m3", "m1");
    }
}
