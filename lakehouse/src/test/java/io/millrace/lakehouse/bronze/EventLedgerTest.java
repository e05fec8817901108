package io.millrace.lakehouse.bronze;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventLedgerTest {
    private final EventLedger ledger = new EventLedger();

    @Test
    void aNumberIsHigherThanAllBeforeAlsoWhenTheClockGoesBack() {
        // Given
        ledger.arrived(EventTopic.logName("click"), 50);
        // Then
        assertThat(ledger.next(40)).isEqualTo(51);
        assertThat(ledger.next(60)).isEqualTo(60);
        assertThat(ledger.next(60)).isEqualTo(61);
    }

    @Test
    void aTypeReachesAsFarAsItsEventsAreInTheLog() {
        // Given
        ledger.arrived(EventTopic.logName("click"), ledger.next(10));
        ledger.arrived(EventTopic.logName("play"), ledger.next(20));
        ledger.next(30);
        // Then
        assertThat(ledger.upTo("click")).isEqualTo(10);
        assertThat(ledger.upTo("play")).isEqualTo(20);
        assertThat(ledger.upTo("other")).isZero();
    }
}
