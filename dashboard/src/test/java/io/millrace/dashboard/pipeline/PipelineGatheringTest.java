package io.millrace.dashboard.pipeline;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.dashboard.FakeMillrace;
import io.millrace.dashboard.pipeline.ProcessState.Health;
import io.millrace.dashboard.upstream.UpstreamClient;
import io.millrace.dashboard.upstream.Upstreams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineGatheringTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final FakeMillrace millrace = new FakeMillrace();
    private final PipelineGathering gathering = gathering(millrace.upstreams(), LONG, NOON);

    private static PipelineGathering gathering(Upstreams upstreams, Duration patience, Instant now) {
        return new PipelineGathering(upstreams, new UpstreamClient(patience), Clock.fixed(now, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        millrace.close();
    }

    private PipelineState state() {
        return gathering.gather().join().state();
    }

    private ProcessState process(String name) {
        return state().processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void documentHoldsWhatEveryProcessTells() {
        PipelineReading reading = gathering.gather().join();
        PipelineState state = reading.state();
        assertThat(reading.at()).isEqualTo(NOON);
        assertThat(state.processes()).allMatch(process -> process.health() == Health.UP);
        assertThat(state.attention()).isEmpty();
        assertThat(state.capture().orElseThrow().phase()).isEqualTo(CaptureStatus.Phase.STREAMING);
        assertThat(state.lake()
                        .orElseThrow()
                        .tables()
                        .get(TableId.parse("public.orders"))
                        .rows())
                .isEqualTo(1_000);
        assertThat(state.live().orElseThrow().users()).isEqualTo(5_000);
        assertThat(state.serving().orElseThrow().path("model").asText()).isEqualTo("als-20261126-1200");
        assertThat(state.jobs().orElseThrow().get(0).path("last").path("result").asText())
                .isEqualTo("succeeded");
        assertThat(state.runs().orElseThrow().get(0).path("id").asInt()).isEqualTo(7);
        assertThat(state.jobs().orElseThrow().toString() + state.runs().orElseThrow())
                .doesNotContain("never shown");
    }

    @Test
    void processThatFailsIsDownAndTheOthersAreShown() {
        millrace.reply("/lakehouse/status", 500, Map.of());
        assertThat(process("lakehouse").health()).isEqualTo(Health.DOWN);
        assertThat(state().lake()).isEmpty();
        assertThat(state().capture()).isPresent();
        assertThat(state().attention()).singleElement().satisfies(finding -> assertThat(finding.now())
                .contains("./millrace up"));
    }

    @Test
    void processIsDownSinceItWasFirstSeenSo() {
        // Given
        var moving = new MovingClock();
        var watching = new PipelineGathering(millrace.upstreams(), new UpstreamClient(LONG), moving);
        millrace.reply("/cdc/status", 500, Map.of());
        // When
        watching.gather().join();
        moving.now = NOON.plusSeconds(60);
        ProcessState later = watching.gather().join().state().processes().get(0);
        millrace.healthy(1);
        ProcessState again = watching.gather().join().state().processes().get(0);
        // Then
        assertThat(later.since()).hasValue(NOON);
        assertThat(again.since()).isEmpty();
    }

    @Test
    void processThatTakesTooLongIsDown() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Upstreams real = millrace.upstreams();
            var upstreams = new Upstreams(
                    real.cdc(),
                    real.gateway(),
                    real.lakehouse(),
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    real.serving(),
                    real.orchestration());
            PipelineState state = gathering(upstreams, Duration.ofMillis(500), NOON)
                    .gather()
                    .join()
                    .state();
            assertThat(state.live()).isEmpty();
            assertThat(state.processes().get(3).name()).isEqualTo("streaming");
            assertThat(state.processes().get(3).health()).isEqualTo(Health.DOWN);
            assertThat(state.processes().get(3).reason().orElseThrow()).contains("within 500 ms");
        }
    }

    @Test
    void serviceThatIsNotReadySaysWhy() {
        millrace.reply("/serving/health/ready", 503, Map.of("ready", false, "reason", "No features are loaded yet"));
        assertThat(process("serving").health()).isEqualTo(Health.NOT_READY);
        assertThat(process("serving").reason()).hasValue("No features are loaded yet");
    }

    @Test
    void gatewayThatTakesNoEventsSaysWhy() {
        assertThat(state().gateway().orElseThrow().path("topics")).hasSize(1);
        millrace.reply("/gateway/status", 200, Map.of("notReady", "Kafka does not answer", "topics", Map.of()));
        assertThat(process("gateway").health()).isEqualTo(Health.NOT_READY);
        assertThat(process("gateway").reason()).hasValue("Kafka does not answer");
        assertThat(state().attention()).singleElement().satisfies(finding -> assertThat(finding.now())
                .contains("./millrace logs gateway"));
    }

    @Test
    void memoryIsThatOfTheWholeHeap() {
        millrace.replyText(
                "/lakehouse/metrics",
                """
                # TYPE jvm_memory_used_bytes gauge
                jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
                jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 2097152.0
                jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.9E7
                jvm_memory_max_bytes{area="heap",id="Eden Space"} -1.0
                jvm_memory_max_bytes{area="heap",id="Tenured Gen"} 6.0E7
                """);
        assertThat(process("lakehouse").memory()).hasValue(new HeapUse(17_097_152, 60_000_000));
        assertThat(process("cdc").memory()).isEmpty();
    }

    @Test
    void whatIsRedSaysWhatToDo() {
        millrace.stale("a column does not fit");
        millrace.jobs("failed", "step model: out of memory");
        millrace.reply("/cdc/status", 200, nearlyFull());
        assertThat(state().attention())
                .extracting(Attention::level)
                .containsExactly(Attention.Level.CRITICAL, Attention.Level.CRITICAL, Attention.Level.WARNING);
        assertThat(state().attention().toString())
                .contains("93 %", "max_slot_wal_keep_size")
                .contains("The last run of refresh failed: step model: out of memory", "run it again")
                .contains("public.orders may not equal its source: a column does not fit")
                .contains("./millrace resync public.orders");
    }

    private static CaptureStatus nearlyFull() {
        return new CaptureStatus(
                CaptureStatus.Phase.STREAMING,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Position.START),
                93,
                Optional.of(100L),
                Optional.of(0.93),
                Map.of());
    }

    private static final class MovingClock extends Clock {
        private Instant now = NOON;

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
