package io.millrace.dashboard.http;

import io.millrace.dashboard.online.Documents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What jobs have found out about users and models: segments, and how often what was recommended was clicked. */
record DocumentRoutes(Documents documents, Executor threads) {
    List<Route> all() {
        return List.of(
                Route.viewed("/v1/segments", visit -> told(visit, documents::segments, Map.of("segments", List.of()))),
                Route.viewed("/v1/clicks", visit -> told(visit, documents::clicks, Map.of("lines", List.of()))));
    }

    private void told(Visit visit, Supplier<Optional<?>> document, Object none) {
        Failures.answerLater(
                visit,
                CompletableFuture.supplyAsync(
                        () -> document.get().<Object>map(found -> found).orElse(none), threads));
    }
}
