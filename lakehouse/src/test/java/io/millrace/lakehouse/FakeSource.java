package io.millrace.lakehouse;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.ReloadState.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Capture's endpoint, which takes every request to read something again and does nothing. */
final class FakeSource implements AutoCloseable {
    private final ProcessEndpoint endpoint =
            ProcessEndpoint.open("127.0.0.1", 0, Optional::empty, () -> Map.of("fake", true));
    private final List<ReloadRequest> requests = new CopyOnWriteArrayList<>();
    private final List<ReloadState> refused = new CopyOnWriteArrayList<>();

    FakeSource() {
        endpoint.route(ReloadRequest.PATH, this::answer);
    }

    private Answer answer(Request request) {
        if (request.method().equals("GET")) {
            return new Answer(
                    200,
                    Stream.concat(refused.stream(), requests.stream().map(this::state))
                            .toList());
        }
        try {
            ReloadRequest asked = Json.mapper().readValue(request.body(), ReloadRequest.class);
            requests.add(asked);
            return new Answer(202, state(asked));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReloadState state(ReloadRequest request) {
        String id = "asked" + (requests.indexOf(request) + 1);
        return new ReloadState(id, request.table(), Phase.READING, 0, request.reason(), null, Instant.EPOCH, null);
    }

    /** A reading that nobody but capture asked for was refused for good. */
    void refuses(TableId table, String problem) {
        refused.add(new ReloadState(
                "first-" + table, table, Phase.FAILED, 0, "never read", problem, Instant.EPOCH, Instant.EPOCH));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + endpoint.port());
    }

    /** What was asked for; the first one is answered under the id {@code asked1}. */
    List<ReloadRequest> requests() {
        return requests;
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
