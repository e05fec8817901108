package io.millrace.dashboard.alert;

import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.FakeFigures;
import io.millrace.dashboard.online.LiveKeys;
import io.millrace.dashboard.online.MemoryStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlertsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:20:30Z");

    private final MemoryStore store = new MemoryStore();
    private final FakeFigures figures = new FakeFigures(store);
    private final MemoryLedger ledger = new MemoryLedger();
    private final Alerts alerts = alerts();

    private Alerts alerts() {
        return new Alerts(store, new LiveKeys(store, FakeFigures.ONLINE), ledger, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @BeforeEach
    void begin() {
        figures.begin();
    }

    private void alert(String id, boolean isOpen, int secondsAgo) {
        figures.alert(id, "VELOCITY", Severity.CRITICAL, "42", isOpen, NOW.minusSeconds(secondsAgo));
    }

    private static List<String> ids(AlertBook book) {
        return book.alerts().stream().map(listed -> listed.alert().id()).toList();
    }

    @Test
    void openAndClosedOnesAreListedTheNewestFirst() {
        alert("a1", true, 30);
        alert("a2", false, 20);
        alert("a3", true, 10);
        AlertBook book = alerts.read();
        assertThat(book.open()).isEqualTo(2);
        assertThat(ids(book)).containsExactly("a3", "a2", "a1");
        assertThat(ids(book.only(Optional.of(true), 1))).containsExactly("a3");
        assertThat(ids(book.only(Optional.of(false), 9))).containsExactly("a2");
        assertThat(book.alerts().get(0).alert().evidence()).hasSize(2);
    }

    @Test
    void closedOnesAreNotPushedOutByOpenOnesThatAreNewer() {
        alert("closed", false, 1_000);
        for (int number = 0; number < Alerts.MOST; number++) {
            alert("open" + number, true, number);
        }
        AlertBook book = alerts.read();
        assertThat(ids(book.only(Optional.of(false), 9))).containsExactly("closed");
    }

    @Test
    void alertThatIsClosedWhileSomebodyWatchesStaysInTheList() {
        alert("a1", true, 30);
        alerts.read();
        alert("a1", false, 30);
        AlertBook book = alerts.read();
        assertThat(book.open()).isZero();
        assertThat(ids(book)).containsExactly("a1");
    }

    @Test
    void newAlertIsListedAtTheNextLookWithoutAWalk() {
        alerts.read();
        int before = store.asked();
        alert("a1", true, 1);
        assertThat(ids(alerts.read())).containsExactly("a1");
        assertThat(store.asked() - before).isEqualTo(3);
    }

    @Test
    void acknowledgementIsKeptOfTheFirstWhoGivesIt() {
        alert("a1", true, 30);
        assertThat(alerts.acknowledge("a1", "Ana").orElseThrow().acknowledged())
                .hasValue(new Acknowledgement("Ana", NOW));
        assertThat(alerts.acknowledge("a1", "Ben").orElseThrow().acknowledged())
                .hasValue(new Acknowledgement("Ana", NOW));
        assertThat(alerts.read().alerts().get(0).acknowledged()).isPresent();
    }

    @Test
    void acknowledgementOutlivesARestartAndWhatTheLiveStateWrites() {
        alert("a1", true, 30);
        alerts.acknowledge("a1", "Ana");
        alert("a1", false, 30);
        assertThat(alerts().read().alerts().get(0).acknowledged()).isPresent();
    }

    @Test
    void acknowledgementOutlivesAnEmptiedStore() {
        alert("a1", true, 30);
        alerts.acknowledge("a1", "Ana");
        store.clear();
        figures.begin();
        alert("a1", true, 30);
        assertThat(alerts().read().alerts().get(0).acknowledged()).hasValue(new Acknowledgement("Ana", NOW));
        assertThat(alerts.acknowledge("a1", "Ben").orElseThrow().acknowledged())
                .hasValue(new Acknowledgement("Ana", NOW));
    }

    @Test
    void whatCannotBeKeptIsNotAcknowledged() {
        alert("a1", true, 30);
        ledger.down();
        assertThatThrownBy(() -> alerts.acknowledge("a1", "Ana")).hasMessage("The ledger in memory takes nothing");
        assertThat(alerts.read().alerts().get(0).acknowledged()).isEmpty();
    }

    @Test
    void whatIsNoAlertCannotBeAcknowledged() {
        assertThat(alerts.acknowledge("beef", "Ana")).isEmpty();
        alert("beef", true, 1);
        assertThat(alerts.read().alerts().get(0).acknowledged()).isEmpty();
    }

    @Test
    void storeThatDoesNotAnswerIsAProblemAndNoFailure() {
        store.down(true);
        assertThat(alerts.read().problem()).hasValue("The store in memory does not answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "0000000100000000000000ff",
                "0000000100000000000000ffnull",
                "0000000100000000000000ff{}",
                "0000000100000000000000ff{\"id\":\"a1\",\"evidence\":[]}"
            })
    void whatIsNoAlertIsAProblemThatNamesItsKey(String text) {
        // Given
        String key = FakeFigures.KEYS.alert("a1");
        store.text(key, text);
        store.member(FakeFigures.KEYS.openAlerts(), 1, "a1");
        // Then
        assertThat(alerts.read().problem().orElseThrow()).contains("'" + key + "'");
        assertThatThrownBy(() -> alerts.acknowledge("a1", "Ana"))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("'" + key + "'");
    }
}
