package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import io.millrace.lakehouse.silver.RowOutcome.Doubtful;
import io.millrace.lakehouse.silver.RowOutcome.Gone;
import io.millrace.lakehouse.silver.RowOutcome.Present;
import io.millrace.lakehouse.silver.RowOutcome.Unchanged;
import io.millrace.lakehouse.silver.RowOutcome.Unknown;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowFoldTest {
    private static final Object ABSENT = RowChange.ABSENT;

    @Test
    void theLatestChangeByItsOwnPositionWins() {
        assertThat(fold(change(Operation.UPDATE, 20, "new"), change(Operation.CREATE, 10, "old")))
                .isEqualTo(new Present(List.of("new")));
    }

    @Test
    void aDeleteEndsTheRowWhateverArrivesAgain() {
        RowChange created = change(Operation.CREATE, 10, "old");
        assertThat(fold(created, change(Operation.DELETE, 20), created)).isEqualTo(new Gone());
    }

    @Test
    void aRowReadByASnapshotLosesToAChangeAtTheSamePoint() {
        assertThat(fold(change(Operation.UPDATE, 10, "changed"), change(Operation.READ, 10, "read")))
                .isEqualTo(new Present(List.of("changed")));
    }

    @Test
    void aRowReadByASnapshotLosesToATransactionThatWasOpenThen() {
        var open = new RowChange(Operation.UPDATE, 1, 8, 10, List.of("committed after the snapshot"));
        assertThat(fold(open, change(Operation.READ, 10, "read")))
                .isEqualTo(new Present(List.of("committed after the snapshot")));
    }

    @Test
    void aRowReadByALaterSnapshotReplacesEarlierChanges() {
        assertThat(fold(change(Operation.UPDATE, 10, "changed"), change(Operation.READ, 20, "read")))
                .isEqualTo(new Present(List.of("read")));
    }

    @Test
    void aLaterIncarnationIsLaterWhateverItsNumbers() {
        var restored = new RowChange(Operation.UPDATE, 2, 5, 4, List.of("restored"));
        assertThat(fold(change(Operation.UPDATE, 900, "before"), restored)).isEqualTo(new Present(List.of("restored")));
    }

    @Test
    void aValueThatWasNotSentIsTheLastOneSent() {
        assertThat(fold(
                        change(Operation.CREATE, 10, "a", "large"),
                        change(Operation.UPDATE, 20, "b", ABSENT),
                        change(Operation.UPDATE, 30, "c", ABSENT)))
                .isEqualTo(new Present(List.of("c", "large")));
    }

    @Test
    void aValueThatWasNeverSentIsLeftToTheLake() {
        RowOutcome outcome = fold(change(Operation.UPDATE, 20, "b", ABSENT));
        assertThat(outcome).isEqualTo(new Present(Arrays.asList("b", ABSENT)));
        assertThat(((Present) outcome).needsTarget()).isTrue();
    }

    @Test
    void aValueIsNeverTakenFromBeforeADelete() {
        assertThat(fold(change(Operation.DELETE, 10), change(Operation.UPDATE, 20, "b", ABSENT)))
                .isEqualTo(new Unknown());
    }

    @Test
    void aTruncateEndsWhatWasBeforeItAndNothingAfterIt() {
        var truncation = Optional.of(new Truncation(1, 15, 12));
        RowChange before = change(Operation.CREATE, 10, "before");
        assertThat(RowFold.fold(List.of(before), truncation, false)).isEqualTo(new Unchanged());
        assertThat(RowFold.fold(List.of(before, change(Operation.CREATE, 20, "after")), truncation, false))
                .isEqualTo(new Present(List.of("after")));
    }

    @Test
    void aTruncateEndsWhatItsOwnTransactionWroteAlsoIfAnotherOneCommittedMeanwhile() {
        var truncation = Optional.of(new Truncation(1, 15, 18));
        var before = new RowChange(Operation.CREATE, 1, 10, 18, List.of("before"));
        var after = new RowChange(Operation.CREATE, 1, 16, 18, List.of("after"));

        assertThat(RowFold.fold(List.of(before), truncation, false)).isEqualTo(new Unchanged());
        assertThat(RowFold.fold(List.of(before, after), truncation, false)).isEqualTo(new Present(List.of("after")));
    }

    @Test
    void anUpdateAfterATruncateCannotTakeValuesFromTheLake() {
        var truncation = Optional.of(new Truncation(1, 15, 12));
        assertThat(RowFold.fold(List.of(change(Operation.UPDATE, 20, "b", ABSENT)), truncation, false))
                .isEqualTo(new Unknown());
    }

    @Test
    void aKeyThatWasCreatedOverARowAndThenDeletedIsDoubtful() {
        RowChange old = at(10, 5, Operation.CREATE, "old");
        RowChange came = at(20, 15, Operation.CREATE, "came");
        RowChange left = at(21, 15, Operation.DELETE);

        assertThat(fold(old, came, left)).isEqualTo(new Doubtful(List.of("came"), false));
        assertThat(fold(came, left)).isEqualTo(new Doubtful(List.of("came"), true));
        assertThat(RowFold.fold(List.of(came, left), Optional.empty(), false)).isEqualTo(new Gone());
    }

    @Test
    void aKeyThatIsCreatedAndDeletedWhereNoRowWasIsGone() {
        RowChange deleted = at(10, 5, Operation.DELETE);
        RowChange came = at(20, 15, Operation.CREATE, "came");
        RowChange left = at(21, 15, Operation.DELETE);

        assertThat(fold(deleted, came, left)).isEqualTo(new Gone());
        assertThat(fold(deleted, came, came, left, left)).isEqualTo(new Gone());
        assertThat(fold(came, at(31, 25, Operation.DELETE))).isEqualTo(new Gone());
    }

    @Test
    void aLaterTransactionEndsADoubt() {
        RowChange old = at(10, 5, Operation.CREATE, "old");
        RowChange came = at(20, 15, Operation.CREATE, "came");
        RowChange left = at(21, 15, Operation.DELETE);

        assertThat(fold(old, came, left, at(30, 25, Operation.UPDATE, "sure"))).isEqualTo(new Present(List.of("sure")));
        assertThat(fold(old, came, left, at(30, 25, Operation.DELETE))).isEqualTo(new Gone());
    }

    @Test
    void aKeyThatWasReadAndHadNoRowIsGoneUntilItIsCreatedAgain() {
        var missing = new RowChange(Operation.READ, 1, 30, 24, List.of());

        assertThat(fold(change(Operation.CREATE, 10, "old"), missing)).isEqualTo(new Gone());
        assertThat(fold(missing, at(31, 25, Operation.CREATE, "new"))).isEqualTo(new Present(List.of("new")));
    }

    private static RowChange at(long lsn, long previousCommit, Operation op, Object... values) {
        return new RowChange(op, 1, lsn, previousCommit, List.of(values));
    }

    private static RowOutcome fold(RowChange... changes) {
        return RowFold.fold(List.of(changes), Optional.empty(), true);
    }

    private static RowChange change(Operation op, long lsn, Object... values) {
        return new RowChange(op, 1, lsn, lsn - 1, Arrays.asList(values));
    }
}
