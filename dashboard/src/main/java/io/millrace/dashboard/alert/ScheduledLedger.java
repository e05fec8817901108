package io.millrace.dashboard.alert;

import com.fasterxml.jackson.core.type.TypeReference;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.online.Stored;
import io.millrace.dashboard.stream.SharedView;
import io.millrace.dashboard.upstream.Heard;
import io.millrace.dashboard.upstream.UpstreamClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The ledger in the scheduler's store, which is asked for it now and then. */
public final class ScheduledLedger implements Ledger {
    private static final String PATH = "/v1/acknowledgements";
    private static final Duration POLL = Duration.ofSeconds(30);

    private final UpstreamClient client;
    private final URI scheduler;
    private final Map<String, Acknowledgement> known = new ConcurrentHashMap<>();
    private final SharedView<Heard> entries;

    /** A ledger of which nothing is known yet. */
    public ScheduledLedger(UpstreamClient client, URI scheduler) {
        this.client = client;
        this.scheduler = scheduler;
        this.entries = new SharedView<>(() -> client.get(scheduler, PATH), POLL, System::nanoTime);
    }

    private record Entry(String alert, String by, Instant at) {}

    @Override
    public Map<String, Acknowledgement> known() {
        entries.read().thenAccept(heard -> read(heard, new TypeReference<List<Entry>>() {})
                .ifPresent(found -> found.forEach(this::note)));
        return Map.copyOf(known);
    }

    private Acknowledgement note(Entry entry) {
        var acknowledgement = new Acknowledgement(entry.by(), entry.at());
        known.put(entry.alert(), acknowledgement);
        return acknowledgement;
    }

    @Override
    public Acknowledgement keep(String alert, Acknowledgement acknowledgement) {
        String text = Stored.text(new Entry(alert, acknowledgement.by(), acknowledgement.at()));
        Heard heard = client.post(scheduler, PATH, text).join();
        return read(heard, new TypeReference<Entry>() {})
                .map(this::note)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "The acknowledgement cannot be kept: %s; './millrace status' shows what runs"
                                .formatted(heard.silence().orElse("the scheduler answers " + heard.status()))));
    }

    /** Nothing where something else was answered, as by a scheduler that starts: it is asked again. */
    private static <T> Optional<T> read(Heard heard, TypeReference<T> type) {
        if (!heard.isGood()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper().readValue(heard.body(), type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
