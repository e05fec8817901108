package io.millrace.dashboard.pipeline;

import io.millrace.dashboard.stream.SharedView;
import io.millrace.dashboard.upstream.Heard;
import io.millrace.dashboard.upstream.UpstreamClient;
import io.millrace.dashboard.upstream.Upstreams;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks the processes what their heaps hold, seldom: their metrics are long, and memory is no news within seconds. */
final class MemoryWatch {
    private static final Duration POLL = Duration.ofSeconds(10);

    private final UpstreamClient client;
    private final Map<String, URI> processes;
    private final SharedView<Map<String, HeapUse>> view = new SharedView<>(this::ask, POLL, System::nanoTime);

    MemoryWatch(Upstreams upstreams, UpstreamClient client) {
        this.client = client;
        this.processes = Map.of(
                "cdc", upstreams.cdc(),
                "gateway", upstreams.gateway(),
                "lakehouse", upstreams.lakehouse(),
                "streaming", upstreams.streaming(),
                "serving", upstreams.serving(),
                "orchestration", upstreams.orchestration());
    }

    /** By process; one that does not tell is absent. */
    CompletableFuture<Map<String, HeapUse>> read() {
        return view.read();
    }

    private CompletableFuture<Map<String, HeapUse>> ask() {
        Map<String, CompletableFuture<Heard>> asked = new HashMap<>();
        processes.forEach((name, address) -> asked.put(name, client.get(address, "/metrics")));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> told(asked));
    }

    private static Map<String, HeapUse> told(Map<String, CompletableFuture<Heard>> asked) {
        Map<String, HeapUse> told = new HashMap<>();
        asked.forEach((name, answer) -> Optional.of(answer.join())
                .filter(Heard::isGood)
                .flatMap(heard -> HeapUse.in(heard.body()))
                .ifPresent(heap -> told.put(name, heap)));
        return told;
    }
}
