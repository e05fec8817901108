package io.millrace.lakehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.lake.QuarantineOutcome;
import io.millrace.contracts.lake.QuarantineRequest;
import io.millrace.contracts.lake.QuarantinedRecord;
import io.millrace.contracts.lake.QuarantinedRecord.State;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static org.assertj.core.api.Assertions.assertThat;

class QuarantineDecisionsIT {
    private static final ObjectMapper JSON = Json.mapper();

    private final Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
    private final List<ReloadRequest> reloads = new CopyOnWriteArrayList<>();
    private volatile boolean captureRefuses;
    private ProcessEndpoint captureEndpoint;
    private FakeCapture capture;
    private Lakehouse lakehouse;

    @BeforeEach
    void putThreeRecordsAside() throws Exception {
        captureEndpoint = ProcessEndpoint.open("127.0.0.1", 0, Optional::empty, Map::of);
        captureEndpoint.route(ReloadRequest.PATH, request -> reload(request.body()));
        capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
        capture.schema(UserTable.SCHEMA);
        capture.truncate(UserTable.ID, 99, 99);
        UserTable.row(capture, Operation.READ, 100, 99, 1, "Ada");
        // An update of a row that the lake does not have, twice, and a record without a key.
        UserTable.rename(capture, 110, 100, 7, "nobody");
        UserTable.rename(capture, 111, 100, 8, "nobody");
        capture.garbage(UserTable.ID, "not JSON at all");
        capture.progress(120);
        lakehouse = started(pipeline, URI.create("http://127.0.0.1:" + captureEndpoint.port()));
        awaitSilver(lakehouse, 120);
    }

    @AfterEach
    void stop() {
        lakehouse.close();
        capture.close();
        captureEndpoint.close();
    }

    @Test
    void whatWaitsIsListedAndShownWithItsBytes() throws Exception {
        // When
        List<QuarantinedRecord> records = list("");
        // Then
        assertThat(records).hasSize(3).allSatisfy(record -> {
            assertThat(record.table()).isEqualTo(UserTable.ID);
            assertThat(record.state()).isEqualTo(State.WAITING);
            assertThat(record.since()).isBefore(Instant.now());
            assertThat(record.value()).isNull();
        });
        QuarantinedRecord garbage = shown(garbageIn(records).id());
        assertThat(new String(Base64.getDecoder().decode(garbage.value()), StandardCharsets.UTF_8))
                .isEqualTo("not JSON at all");
        assertThat(get(QuarantinedRecord.PATH + "/nothing-0-1").statusCode()).isEqualTo(404);
        assertThat(get(QuarantinedRecord.PATH + "?state=lost").body()).contains("No state is called 'lost'");
    }

    @Test
    void aReplayReadsTheRowsAgainAndRefusesWhatHasNoKey() throws Exception {
        // Given
        String garbage = garbageIn(list("")).id();
        // When
        QuarantineOutcome outcome = decide(QuarantinedRecord.REPLAY_PATH, new QuarantineRequest(null, UserTable.ID));
        // Then
        assertThat(reloads).singleElement().satisfies(request -> {
            assertThat(request.table()).isEqualTo(UserTable.ID);
            assertThat(request.keys())
                    .extracting(ObjectNode::toString)
                    .containsExactlyInAnyOrder("{\"id\":7}", "{\"id\":8}");
        });
        assertThat(outcome.decided()).hasSize(2);
        assertThat(outcome.refused()).containsOnlyKeys(garbage);
        assertThat(list("?state=replayed")).hasSize(2).allSatisfy(record -> assertThat(record.decision())
                .contains("reload r1"));
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void aRecordThatIsDroppedWaitsNoMoreEvenAfterAStart() throws Exception {
        // Given
        String garbage = garbageIn(list("")).id();
        // When
        QuarantineOutcome outcome =
                decide(QuarantinedRecord.DROP_PATH, new QuarantineRequest(List.of(garbage, "unknown-0-1"), null));
        lakehouse.close();
        lakehouse = started(pipeline, URI.create("http://127.0.0.1:" + captureEndpoint.port()));
        // Then
        assertThat(outcome.decided()).containsExactly(garbage);
        assertThat(outcome.refused()).containsOnlyKeys("unknown-0-1");
        assertThat(waiting()).isEqualTo(2);
        assertThat(metrics()).contains("millrace_quarantine_waiting{table=\"public.users\"} 2.0");
    }

    @Test
    void whatCaptureRefusesGoesOnWaiting() throws Exception {
        // Given
        captureRefuses = true;
        // When
        QuarantineOutcome outcome = decide(QuarantinedRecord.REPLAY_PATH, new QuarantineRequest(null, UserTable.ID));
        // Then
        assertThat(outcome.decided()).isEmpty();
        assertThat(outcome.refused().values())
                .anySatisfy(reason -> assertThat(reason).contains("not today"));
        assertThat(waiting()).isEqualTo(3);
    }

    private Answer reload(byte[] body) {
        if (captureRefuses) {
            return new Answer(400, Map.of("message", "not today"));
        }
        try {
            ReloadRequest request = JSON.readValue(body, ReloadRequest.class);
            reloads.add(request);
            return new Answer(
                    202,
                    new ReloadState(
                            "r" + reloads.size(),
                            request.table(),
                            ReloadState.Phase.WAITING,
                            0,
                            request.reason(),
                            null,
                            Instant.now(),
                            null));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static QuarantinedRecord garbageIn(List<QuarantinedRecord> records) {
        return records.stream()
                .filter(record -> record.reason().contains("Not a Change"))
                .findFirst()
                .orElseThrow();
    }

    private long waiting() {
        return lakehouse.status().tables().get(UserTable.ID).quarantined();
    }

    private List<QuarantinedRecord> list(String query) throws Exception {
        return List.of(parsed(get(QuarantinedRecord.PATH + query), QuarantinedRecord[].class));
    }

    private QuarantinedRecord shown(String id) throws Exception {
        return parsed(get(QuarantinedRecord.PATH + "/" + id), QuarantinedRecord.class);
    }

    private QuarantineOutcome decide(String path, QuarantineRequest request) throws Exception {
        return parsed(
                send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(JSON.writeValueAsString(request)))),
                QuarantineOutcome.class);
    }

    private String metrics() throws Exception {
        return get("/metrics").body();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + lakehouse.port() + path);
    }

    private static <T> T parsed(HttpResponse<String> answer, Class<T> type) throws JsonProcessingException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readValue(answer.body(), type);
    }
}
