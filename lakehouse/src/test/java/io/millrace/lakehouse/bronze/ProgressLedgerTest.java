package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressLedgerTest {
    private static final TableId USERS = TableId.parse("users");
    private static final TableId ORDERS = TableId.parse("orders");

    private final ProgressLedger ledger = new ProgressLedger(Map.of(USERS, 2, ORDERS, 1));

    @Test
    void nothingIsReachedWhileAPartitionIsSilent() {
        ledger.reached(USERS, 0, at(10));
        ledger.reached(ORDERS, 0, at(10));

        assertThat(ledger.of(USERS)).isEmpty();
        assertThat(ledger.overall(ledger.tables())).isEmpty();
    }

    @Test
    void theLogReachesAsFarAsItsSlowestPartition() {
        ledger.reached(USERS, 0, at(30));
        ledger.reached(USERS, 1, at(20));
        ledger.reached(ORDERS, 0, at(10));

        assertThat(ledger.of(USERS)).contains(at(20));
        assertThat(ledger.overall(ledger.tables())).contains(at(10));
        assertThat(ledger.overall(List.of(USERS))).contains(at(20));
    }

    @Test
    void anOlderProgressRecordThatArrivesAgainTakesNothingBack() {
        ledger.reached(ORDERS, 0, at(30));
        ledger.reached(ORDERS, 0, at(20));

        assertThat(ledger.of(ORDERS)).contains(at(30));
    }

    @Test
    void changesArePendingUntilTheirTransactionsAreFolded() {
        ledger.changed(new PendingChanges(USERS, 3, 100, position(10), position(20), false));

        assertThat(ledger.changes(USERS, range(0, 10))).isZero();
        assertThat(ledger.changes(USERS, range(0, 11))).isEqualTo(3);
        ledger.folded(USERS, position(20));
        assertThat(ledger.changes(USERS, range(20, 30))).isEqualTo(3);
        ledger.folded(ORDERS, position(21));
        assertThat(ledger.changes(USERS, range(20, 30))).isEqualTo(3);
        ledger.folded(USERS, position(21));
        assertThat(ledger.changes(USERS, range(20, 30))).isZero();
        assertThat(ledger.changes(ORDERS, range(0, 30))).isZero();
    }

    @Test
    void changesOfAnEarlierRunAreOfNoKnownSize() {
        ledger.changed(new PendingChanges(USERS, 3, 100, position(10), position(20), false));
        ledger.changed(new PendingChanges(USERS, 3, 50, position(20), position(30), false));
        ledger.changed(new PendingChanges(ORDERS, 3, PendingChanges.UNKNOWN, position(10), position(20), false));

        assertThat(ledger.haveAtMost(150, USERS, range(0, 40))).isTrue();
        assertThat(ledger.haveAtMost(149, USERS, range(0, 40))).isFalse();
        assertThat(ledger.haveAtMost(100, USERS, range(0, 20))).isTrue();
        assertThat(ledger.haveAtMost(Long.MAX_VALUE - 1, ORDERS, range(0, 40))).isFalse();
    }

    private static Positions range(long after, long upTo) {
        return new Positions(position(after), position(upTo));
    }

    private static Position position(long lsn) {
        return new Position(1, lsn);
    }

    private static Progress at(long lsn) {
        return new Progress(position(lsn), Instant.ofEpochSecond(lsn));
    }
}
