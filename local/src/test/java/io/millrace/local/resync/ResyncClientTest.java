package io.millrace.local.resync;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.Resync;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.ReloadState.Phase;
import io.millrace.local.stack.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResyncClientTest {
    private static final TableId ORDERS = TableId.parse("orders");
    private static final Resync RESYNC = new Resync(ORDERS, null, null);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ProcessEndpoint capture = ProcessEndpoint.open("127.0.0.1", 0, Optional::empty, Map::of);
    private final ProcessEndpoint lakehouse = ProcessEndpoint.open("127.0.0.1", 0, Optional::empty, Map::of);
    private final ResyncClient client = new ResyncClient(probe(capture), probe(lakehouse));
    private final List<String> told = new ArrayList<>();
    private volatile Phase phase = Phase.WAITING;
    private int looks;

    @BeforeEach
    void answer() {
        capture.route(ReloadRequest.PATH, request -> new Answer(200, List.of(state())));
        lakehouse.route(
                Resync.PATH,
                request -> request.method().equals("POST") ? new Answer(202, state()) : new Answer(200, progress()));
    }

    @AfterEach
    void close() {
        capture.close();
        lakehouse.close();
    }

    @Test
    void itTellsEachStepUntilTheLakeHasApplied() throws Exception {
        String id = client.ask(RESYNC);
        client.follow(id, RESYNC, PAUSE, told::add);

        assertThat(id).isEqualTo("r1");
        assertThat(told)
                .containsExactly(
                        "waiting for its turn",
                        "7 rows read",
                        "7 rows published, the lake applies them",
                        "the lake has it");
    }

    @Test
    void whatFailsAtTheSourceEndsTheWaiting() {
        phase = Phase.FAILED;
        assertThatThrownBy(() -> client.follow("r1", RESYNC, PAUSE, told::add))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.SOURCE))
                .hasMessageContaining("no such column");
    }

    @Test
    void aFirstReadingThatFailsEndsTheWaitingForANewTable() {
        phase = Phase.FAILED;
        assertThatThrownBy(() -> client.awaitFirst(ORDERS, Optional::empty, PAUSE))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.SOURCE))
                .hasMessageContaining("no such column")
                .hasMessageContaining("./millrace resync public.orders");
    }

    @Test
    void aNewTableIsWaitedForWhileOneReadingOfItIsLeft() throws Exception {
        var answers = new ArrayDeque<>(List.of(Optional.<String>empty(), Optional.of("here")));

        String here = client.awaitFirst(ORDERS, answers::remove, PAUSE);

        assertThat(here).isEqualTo("here");
    }

    private ReloadState state() {
        return new ReloadState(
                "r1", ORDERS, phase, 7, "test", phase == Phase.FAILED ? "no such column" : null, Instant.EPOCH, null);
    }

    /** A step further each time that it is asked for, and applied at last. */
    private List<Resync.Progress> progress() {
        looks++;
        if (phase != Phase.FAILED) {
            phase = looks == 1 ? Phase.WAITING : looks == 2 ? Phase.READING : Phase.PUBLISHED;
        }
        return List.of(new Resync.Progress(ORDERS, List.of(), looks > 3 ? List.of("r1") : List.of(), 0, null));
    }

    private static Probe probe(ProcessEndpoint endpoint) {
        return new Probe("http://127.0.0.1:" + endpoint.port());
    }
}
