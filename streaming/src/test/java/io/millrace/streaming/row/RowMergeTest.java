package io.millrace.streaming.row;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowMergeTest {
    private static Stamp said(long lsn, long previousCommit) {
        return new Stamp(false, 1, lsn, previousCommit);
    }

    private static Stamp read(long lsn) {
        return new Stamp(true, 1, lsn, lsn - 1);
    }

    private static RowEvent event(Operation op, Stamp stamp, String value) {
        List<Cell> cells = op == Operation.DELETE
                ? List.of()
                : List.of(value == null ? Cell.unknown(stamp) : Cell.of(Optional.of(value), stamp));
        return new RowEvent(op, stamp, stamp.isRead() ? 7 : 0, cells);
    }

    private static Optional<String> value(StoredRow row) {
        return row.cells().get(0).value();
    }

    @Test
    void theFirstTransactionAfterAReadingIsNotLostToIt() {
        // Its previous commit is before the reading, and so is its own place: it was open then and committed later.
        StoredRow row = event(Operation.UPDATE, said(48, 40), "new").alone();

        StoredRow after = RowMerge.read(Optional.of(row), event(Operation.READ, read(50), "old"), new Position(1, 40));

        assertThat(value(after)).contains("new");
        assertThat(RowMerge.isOpen(row, read(50), new Position(1, 40))).isTrue();
    }

    @Test
    void aReadingReplacesWhatItSurelySaw() {
        StoredRow row = event(Operation.UPDATE, said(38, 30), "old").alone();

        StoredRow after = RowMerge.read(Optional.of(row), event(Operation.READ, read(50), "new"), new Position(1, 40));

        assertThat(value(after)).contains("new");
    }

    @Test
    void aReadingGivesTheValuesThatLaterChangesLeftOut() {
        StoredRow row = event(Operation.UPDATE, said(60, 55), null).alone();

        StoredRow after = RowMerge.read(Optional.of(row), event(Operation.READ, read(50), "large"), Position.START);

        assertThat(value(after)).contains("large");
        assertThat(after.stamp()).isEqualTo(said(60, 55));
    }

    @Test
    void aReadingBringsNoDeletedRowBack() {
        StoredRow gone = StoredRow.gone(said(60, 55), 0);

        assertThat(RowMerge.read(Optional.of(gone), event(Operation.READ, read(50), "old"), Position.START)
                        .exists())
                .isFalse();
    }

    @Test
    void ofTwoRowsOfAKeyWithinATransactionTheOneThatWasThereBeforeGoes() {
        StoredRow before = event(Operation.CREATE, said(10, 5), "first").alone();
        StoredRow both = RowMerge.change(Optional.of(before), event(Operation.CREATE, said(21, 20), "second"));

        StoredRow left = RowMerge.change(Optional.of(both), event(Operation.DELETE, said(22, 20), null));

        assertThat(left.exists()).isTrue();
        assertThat(value(left)).contains("second");
    }

    @Test
    void aChangeOfALaterLifeOfTheSourceIsLaterWhateverItsPlace() {
        StoredRow row = event(Operation.UPDATE, said(1_000, 999), "old").alone();
        var later = new Stamp(false, 2, 5, 4);

        assertThat(value(RowMerge.change(Optional.of(row), event(Operation.UPDATE, later, "new"))))
                .contains("new");
    }

    @Test
    void bytesGiveARowBack() {
        StoredRow row = RowMerge.change(
                Optional.of(event(Operation.CREATE, said(10, 5), "large").alone()),
                event(Operation.UPDATE, said(20, 15), null));

        assertThat(StoredRow.parse(row.bytes())).isEqualTo(row);
        assertThat(row.cells().get(0).since()).isEqualTo(said(10, 5));
    }
}
