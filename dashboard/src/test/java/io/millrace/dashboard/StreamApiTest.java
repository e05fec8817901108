package io.millrace.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.pipeline.Window;
import io.millrace.contracts.process.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60) // A stream that tells nothing would be read for ever.
class StreamApiTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int HALF = 500;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int EVENTS = 40;
    /** A copy of each of these events for each who takes nothing would be several times as much. */
    private static final long MOST_HEAP = 32L << 20;

    private RunningDashboard dashboard;

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void streamTellsWhatChangesAndGoesOnAfterTheLastId() throws Exception {
        dashboard = RunningDashboard.open();
        String id;
        try (var events = dashboard.events()) {
            assertThat(rows(events)).isEqualTo(1_000);
            dashboard.millrace().healthy(1_001);
            id = awaitRows(events, 1_001);
        }
        dashboard.millrace().healthy(1_002);
        try (var events = dashboard.events("Last-Event-ID", id)) {
            awaitRows(events, 1_002);
        }
    }

    @Test
    void streamTellsFiguresAndAlertsAsTheyCome() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard.figures().begin();
        Instant now = Instant.now();
        try (var events = dashboard.events()) {
            assertThat(next(events, "figures").data().path("measures")).hasSize(4);
            dashboard.figures().alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, now);
            JsonNode alert = next(events, "alerts", data -> data.path("open").asInt() == 1)
                    .path("alerts")
                    .path(0);
            assertThat(alert.path("key").asText()).isEqualTo("42");
            assertThat(alert.path("evidence")).hasSize(2);
            dashboard.figures().total("orders", Window.ALL, now, 77, "0");
            JsonNode data = next(events, "figures", told -> told.toString().contains("\"count\":77"));
            assertThat(data.path("progress").path("position").asText()).isEqualTo("1:0/16B3748");
        }
    }

    @Test
    void socketTellsTheSameAndGoesOnAfterTheLastId() throws Exception {
        dashboard = RunningDashboard.open();
        String id;
        try (SocketReader socket = dashboard.socket("")) {
            JsonNode first = socket.next("pipeline");
            assertThat(first.path("data")
                            .path("lake")
                            .path("tables")
                            .path("public.orders")
                            .path("rows")
                            .asLong())
                    .isEqualTo(1_000);
            id = first.path("id").asText();
        }
        try (SocketReader socket = dashboard.socket("");
                SocketReader back = dashboard.socket("?last=" + id)) {
            dashboard.millrace().healthy(1_001);
            JsonNode message = socket.next("pipeline");
            while (!message.toString().contains("\"rows\":1001,")) {
                message = socket.next("pipeline");
            }
            // Nothing of what was seen comes again, and nothing is left out.
            JsonNode missed = back.next("pipeline");
            assertThat(number(missed)).isGreaterThan(number(id));
            while (number(missed) < number(message)) {
                missed = back.next("pipeline");
            }
            assertThat(missed).isEqualTo(message);
        }
    }

    private static long number(JsonNode message) {
        return number(message.path("id").asText());
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    @Test
    void otherPagesOfABrowserAndWhatIsNoSocketOpenNone() throws Exception {
        dashboard = RunningDashboard.open();
        assertThatThrownBy(() -> dashboard.socket("", "Origin", "http://evil.example"))
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(403));
        RunningDashboard.assertProblem(dashboard.get("/v1/socket"), 400, "invalid-request");
        RunningDashboard.assertProblem(dashboard.get("/v1/socket?lst=1"), 400, "invalid-request");
        try (SocketReader socket = dashboard.socket("", "Origin", "http://127.0.0.1:" + dashboard.port())) {
            socket.next("pipeline");
            dashboard.close();
            assertThat(socket.closed()).isEqualTo(1001);
        }
    }

    /** A minute and a half of both cores; that who takes nothing is dropped is shown in every build by EventHubTest. */
    @Test
    @Tag("soak")
    @Timeout(300)
    void ofAThousandReadersThoseWhoTakeNothingAreDroppedAndTheOthersHaveEverything() throws Exception {
        // Given
        dashboard = RunningDashboard.ofMany(2 * HALF + 1, IDLE);
        var orders = new AtomicLong(10_000);
        Runnable more = () -> dashboard.millrace().healthy(orders.incrementAndGet());
        try (var slow = StreamConnections.open(dashboard.port(), HALF, more);
                var quick = StreamConnections.open(dashboard.port(), HALF, more);
                var events = dashboard.events()) {
            quick.read();
            await().atMost(PATIENCE).until(() -> {
                more.run();
                return readers() == 2 * HALF + 1;
            });
            long before = heap();
            // When
            for (int event = 0; event < EVENTS; event++) {
                more.run();
                awaitRows(events, orders.get());
            }
            // Then
            assertThat(heap() - before).isLessThan(MOST_HEAP);
            // When
            while (readers() > HALF + 1) {
                more.run();
                awaitRows(events, orders.get());
            }
            // Then
            long items = 2 * orders.get();
            await().atMost(PATIENCE).until(() -> {
                more.run();
                return quick.told(items) == HALF;
            });
            assertThat(readers()).isEqualTo(HALF + 1);
            assertThat(quick.ended()).isZero();
            slow.read();
            await().atMost(PATIENCE).until(() -> slow.ended() == HALF);
        }
    }

    private long readers() throws Exception {
        return dashboard
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("millrace_dashboard_readers "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private static long heap() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory() - machine.freeMemory();
    }

    @Test
    void endWaitsForNoReader() throws Exception {
        dashboard = RunningDashboard.open();
        try (var idle = new Socket(InetAddress.getLoopbackAddress(), dashboard.port());
                var events = dashboard.events()) {
            rows(events);
            dashboard.close();
            assertThat(ends(() -> idle.getInputStream().read() == -1)).isTrue();
            assertThat(ends(() -> events.readLine() == null)).isTrue();
        }
    }

    /** What is read until it ends. */
    private interface Reading {
        boolean isAtEnd() throws IOException;
    }

    /** Whether this ends, in good order or cut off in the middle of an event, of which a page takes nothing. */
    private static boolean ends(Reading reading) {
        try {
            while (!reading.isAtEnd()) {
                // What was on its way before the end.
            }
            return true;
        } catch (IOException cut) {
            return cut.getMessage() != null;
        }
    }

    /** An event of the stream. */
    private record Event(String id, String kind, JsonNode data) {
        private long rows() {
            return data.path("lake")
                    .path("tables")
                    .path("public.orders")
                    .path("rows")
                    .asLong();
        }
    }

    /** The next event of a kind. */
    private static Event next(BufferedReader events, String kind) throws IOException {
        Event event;
        do {
            event = new Event(
                    line(events, "id: "), line(events, "event: "), Json.mapper().readTree(line(events, "data: ")));
        } while (!event.kind().equals(kind));
        return event;
    }

    /** The next document of a kind that says what is waited for. */
    private static JsonNode next(BufferedReader events, String kind, Predicate<JsonNode> isWanted) throws IOException {
        JsonNode data = next(events, kind).data();
        while (!isWanted.test(data)) {
            data = next(events, kind).data();
        }
        return data;
    }

    private static long rows(BufferedReader events) throws IOException {
        return next(events, "pipeline").rows();
    }

    /** The id of the first event with so many rows; each state may be told in parts, as its processes answer. */
    private static String awaitRows(BufferedReader events, long rows) throws IOException {
        Event event = next(events, "pipeline");
        while (event.rows() != rows) {
            event = next(events, "pipeline");
        }
        return event.id();
    }

    private static String line(BufferedReader events, String beginning) throws IOException {
        String line = events.readLine();
        while (!line.startsWith(beginning)) {
            line = events.readLine();
        }
        return line.substring(beginning.length());
    }
}
