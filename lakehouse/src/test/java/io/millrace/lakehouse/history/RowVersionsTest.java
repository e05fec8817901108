package io.millrace.lakehouse.history;

import io.millrace.contracts.change.Operation;
import io.millrace.lakehouse.history.VersionStep.Added;
import io.millrace.lakehouse.history.VersionStep.Closed;
import io.millrace.lakehouse.history.VersionStep.End;
import io.millrace.lakehouse.silver.RowChange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowVersionsTest {
    private static final RowVersion OPEN = new RowVersion(List.of("a", "large"), 10, "insert", "1:0/A");

    @Test
    void anUpdateEndsOneVersionAndBeginsAnother() {
        assertThat(RowVersions.of(Optional.of(OPEN), List.of(event(Operation.UPDATE, 20, 1, "b", "large"))))
                .containsExactly(
                        new Closed(new End(200, "update", "1:0/14")),
                        new Added(new RowVersion(List.of("b", "large"), 200, "update", "1:0/14"), null));
    }

    @Test
    void aValueThatWasNotSentStays() {
        assertThat(RowVersions.of(Optional.of(OPEN), List.of(event(Operation.UPDATE, 20, 1, "b", RowChange.ABSENT))))
                .last()
                .isEqualTo(new Added(new RowVersion(List.of("b", "large"), 200, "update", "1:0/14"), null));
    }

    @Test
    void anUpdateThatChangesNothingIsNoVersion() {
        assertThat(RowVersions.of(
                        Optional.of(OPEN),
                        List.of(
                                event(Operation.UPDATE, 20, 1, "a", "large"),
                                event(Operation.UPDATE, 30, 2, "a", RowChange.ABSENT))))
                .isEmpty();
    }

    @Test
    void whatATransactionMakesOfARowInBetweenIsNoVersion() {
        // When: it is inserted, changed and deleted in one transaction, and inserted in the next
        List<VersionStep> steps = RowVersions.of(
                Optional.empty(),
                List.of(
                        event(Operation.CREATE, 20, 1, "a", "x"),
                        event(Operation.UPDATE, 21, 1, "b", "x"),
                        event(Operation.DELETE, 22, 1),
                        event(Operation.CREATE, 30, 2, "c", "x")));
        // Then
        assertThat(steps).containsExactly(new Added(new RowVersion(List.of("c", "x"), 300, "insert", "1:0/1E"), null));
    }

    @Test
    void aTruncateEndsWhatIsOpenAndADeleteAfterItEndsNothing() {
        assertThat(RowVersions.of(
                        Optional.of(OPEN),
                        List.of(RowEvent.truncate(1, 20, 15, 1, 200), event(Operation.DELETE, 30, 2))))
                .containsExactly(new Closed(new End(200, "truncate", "1:0/14")));
    }

    @Test
    void theOrderOfArrivalAndRepetitionsMakeNoDifference() {
        // Given
        RowEvent insert = event(Operation.CREATE, 20, 1, "b", "x");
        RowEvent delete = event(Operation.DELETE, 30, 2);
        // Then
        assertThat(RowVersions.of(Optional.empty(), List.of(delete, insert, delete, insert)))
                .containsExactly(new Added(
                        new RowVersion(List.of("b", "x"), 200, "insert", "1:0/14"), new End(300, "delete", "1:0/1E")));
    }

    @Test
    void aReloadThatShowsTheSameIsNoVersionAndOneThatDoesNotIs() {
        // Given
        var reload = new End(500, "reload", "1:0/32");
        // Then
        assertThat(RowVersions.of(Optional.of(OPEN), List.of(), Optional.of(OPEN.values()), reload))
                .isEmpty();
        assertThat(RowVersions.of(Optional.of(OPEN), List.of(), Optional.of(List.of("z", "large")), reload))
                .containsExactly(
                        new Closed(reload),
                        new Added(new RowVersion(List.of("z", "large"), 500, "reload", "1:0/32"), null));
        assertThat(RowVersions.of(Optional.of(OPEN), List.of(), Optional.empty(), reload))
                .containsExactly(new Closed(reload));
    }

    @Test
    void bytesAreComparedByWhatTheyAre() {
        // Given
        var open = new RowVersion(List.of("a", new byte[] {1, 2}), 10, "insert", "1:0/A");
        // Then
        assertThat(RowVersions.of(Optional.of(open), List.of(event(Operation.UPDATE, 20, 1, "a", new byte[] {1, 2}))))
                .isEmpty();
    }

    private static RowEvent event(Operation op, long lsn, long transaction, Object... values) {
        return new RowEvent(new RowChange(op, 1, lsn, lsn - 5, Arrays.asList(values)), transaction, lsn * 10);
    }
}
