package io.millrace.streaming.capture;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState.Phase;
import io.millrace.streaming.row.RowStage.Standing;
import io.millrace.streaming.status.LiveBoard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class MissingTablesTest {
    private static final TableId ORDERS = TableId.parse("public.orders");
    private static final TableId USERS = TableId.parse("public.users");
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(10);

    private final FakeCapture capture = new FakeCapture();
    private final LiveBoard board = new LiveBoard("g1", 2);
    private final MissingTables tables = new MissingTables(board, capture.client());

    @AfterEach
    void stop() {
        capture.close();
    }

    /** Looks at this time, with the topics read up to so long ago. */
    private void look(Duration at, Duration behind, boolean isKnown) {
        Instant now = START.plus(at);
        var reached = Optional.of(new Progress(new Position(1, 100), now.minus(behind)));
        var whole = new Standing(true, reached, Optional.empty());
        var orders = isKnown ? whole : new Standing(false, reached, Optional.of("is not read as a whole"));
        board.rows(0, Map.of(ORDERS, orders, USERS, whole));
        board.rows(1, Map.of(ORDERS, orders, USERS, whole));
        tables.look(now);
    }

    /** Looks every ten seconds for so long, and returns when something was asked for. */
    private List<Duration> askedWhileMissing(Duration last) {
        List<Duration> asked = new ArrayList<>();
        for (Duration at = Duration.ZERO; at.compareTo(last) <= 0; at = at.plus(STEP)) {
            int before = capture.requests().size();
            look(at, Duration.ofSeconds(1), false);
            if (capture.requests().size() > before) {
                asked.add(at);
            }
        }
        return asked;
    }

    @Test
    void aMissingTableIsAskedForOnceAfterAWhile() {
        assertThat(askedWhileMissing(Duration.ofMinutes(5))).containsExactly(Duration.ofSeconds(70));
        assertThat(capture.requests())
                .containsExactly(ReloadRequest.ofTable(ORDERS, "the live state does not find all of it in its topic"));
    }

    @Test
    void aTableThatStaysMissingIsAskedForWithPausesThatGrow() {
        assertThat(askedWhileMissing(Duration.ofMinutes(80)))
                .containsExactly(
                        Duration.ofSeconds(70),
                        Duration.ofSeconds(70).plusMinutes(5),
                        Duration.ofSeconds(70).plusMinutes(15),
                        Duration.ofSeconds(70).plusMinutes(35),
                        Duration.ofSeconds(70).plusMinutes(75));
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"WAITING", "READING"})
    void nothingIsAskedWhileAReadingOfTheTableIsUnderWay(Phase phase) {
        capture.tells(ORDERS, phase);
        assertThat(askedWhileMissing(Duration.ofMinutes(5))).isEmpty();
        // What that reading did not mend is asked for.
        capture.tells(ORDERS, Phase.FAILED);
        look(Duration.ofMinutes(7), Duration.ZERO, false);
        assertThat(capture.requests()).extracting(ReloadRequest::table).containsExactly(ORDERS);
    }

    @Test
    void aReadingOfAnotherTableIsNoReasonToWait() {
        capture.tells(USERS, Phase.READING);
        assertThat(askedWhileMissing(Duration.ofMinutes(2))).hasSize(1);
    }

    @Test
    void aTableThatIsThereAgainMeanwhileIsNotAskedFor() {
        for (int second = 0; second <= 300; second += 10) {
            look(Duration.ofSeconds(second), Duration.ofSeconds(1), second % 50 == 0);
        }
        assertThat(capture.requests()).isEmpty();
    }

    @Test
    void whatIsNotReadToItsEndMayStillHoldTheTable() {
        for (int second = 0; second <= 300; second += 10) {
            look(Duration.ofSeconds(second), Duration.ofMinutes(1), false);
        }
        assertThat(capture.requests()).isEmpty();
    }

    @Test
    void aCaptureThatDoesNotAnswerIsAskedAgainLater() {
        capture.answers(false);
        assertThat(askedWhileMissing(Duration.ofMinutes(5))).isEmpty();
        capture.answers(true);
        look(Duration.ofSeconds(70).plusMinutes(5), Duration.ZERO, false);
        assertThat(capture.requests()).hasSize(1);
    }
}
