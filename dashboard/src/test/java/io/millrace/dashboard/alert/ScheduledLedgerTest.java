package io.millrace.dashboard.alert;

import io.millrace.contracts.process.PipelineException;
import io.millrace.dashboard.FakeMillrace;
import io.millrace.dashboard.upstream.UpstreamClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ScheduledLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:20:30Z");
    private static final Acknowledgement ANA = new Acknowledgement("Ana", NOW);

    private final FakeMillrace millrace = new FakeMillrace();

    @AfterEach
    void close() {
        millrace.close();
    }

    private ScheduledLedger ledger() {
        return new ScheduledLedger(
                new UpstreamClient(Duration.ofSeconds(20)), millrace.upstreams().orchestration());
    }

    @Test
    void firstAcknowledgementCountsAndAnotherDashboardKnowsIt() {
        ScheduledLedger ledger = ledger();
        assertThat(ledger.keep("a1", ANA)).isEqualTo(ANA);
        assertThat(ledger.keep("a1", new Acknowledgement("Ben", NOW))).isEqualTo(ANA);
        assertThat(ledger.known()).containsEntry("a1", ANA);
        ScheduledLedger other = ledger();
        await().untilAsserted(() -> assertThat(other.known()).containsEntry("a1", ANA));
    }

    @Test
    void schedulerThatDoesNotKeepItIsNamed() {
        millrace.keepsAcknowledgements(false);
        assertThat(ledger().known()).isEmpty();
        assertThatThrownBy(() -> ledger().keep("a1", ANA))
                .isInstanceOf(PipelineException.class)
                .hasMessage(
                        "The acknowledgement cannot be kept: the scheduler answers 404; './millrace status' shows what runs");
    }
}
