package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.lakehouse.bronze.Reload;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableMemoryTest {
    private static final TableId USERS = TableId.parse("users");

    @Test
    void aReloadOfTheWholeTableThatWasReadLaterEndsWhatWasUnknown() {
        TableMemory unknown = TableMemory.EMPTY.withUnknown("rewritten", at(50));
        assertThat(unknown.stale()).contains("rewritten");

        assertThat(unknown.with(List.of(reload("keys", Scope.KEYS, 60))).stale())
                .isPresent();
        assertThat(unknown.with(List.of(reload("earlier", Scope.TABLE, 40))).stale())
                .isPresent();
        assertThat(unknown.with(List.of(reload("later", Scope.TABLE, 50))).stale())
                .isEmpty();
    }

    @Test
    void whatBecomesUnknownWhileATableIsReadIsNotAskedForAtOnceButAfterAllTheTimesInVain() {
        var asked = new TableMemory.Asked("third", Instant.EPOCH, 3);
        TableMemory unknown = TableMemory.EMPTY
                .withUnknown("a row is too large", at(50))
                .withAsked(asked)
                .withUnknown("a row is too large still", at(60));

        assertThat(unknown.stale()).contains("a row is too large still");
        assertThat(unknown.asked()).isEqualTo(asked);
        // And the reading that was under way then does not mend it, whether it fails or not.
        TableMemory read = unknown.with(List.of(reload("third", Scope.TABLE, 55)));
        assertThat(read.stale()).contains("a row is too large still");
        assertThat(read.asked()).isEqualTo(new TableMemory.Asked(null, Instant.EPOCH, 3));
        assertThat(read.with(List.of(reload("fourth", Scope.TABLE, 60))).asked())
                .isNull();
    }

    @Test
    void inAnotherLifeOfTheSourceATableIsAskedForAnew() {
        TableMemory unknown = TableMemory.EMPTY
                .withUnknown("a row is too large", at(50))
                .withAsked(new TableMemory.Asked(null, Instant.EPOCH, 6))
                .withUnknown("changes were lost", new Position(2, 5));

        assertThat(unknown.asked()).isNull();
    }

    @Test
    void whatAReloadHasEndedIsNotUnknownAgain() {
        TableMemory reloaded = TableMemory.EMPTY.with(List.of(reload("r", Scope.TABLE, 60)));

        assertThat(reloaded.withUnknown("rewritten", at(50)).stale()).isEmpty();
        assertThat(reloaded.withUnknown("rewritten", at(70)).stale()).contains("rewritten");
    }

    @Test
    void keysWaitForTheReloadThatWasAskedForThem() {
        TableMemory asked =
                TableMemory.EMPTY.withKeys(List.of("a", "b"), at(10)).asking(List.of("a"), "r1");
        assertThat(asked.stale()).contains("2 keys wait to be read again from the source");
        assertThat(asked.keysOf(List.of(reload("r1", Scope.KEYS, 20)))).containsExactly("a");

        TableMemory answered = asked.with(List.of(reload("r1", Scope.KEYS, 20)));
        assertThat(answered.keys()).containsOnlyKeys("b");

        assertThat(asked.without("r1").keys().get("a").isOpen()).isTrue();
        assertThat(asked.withKeys(List.of("a"), at(30))
                        .with(List.of(reload("r1", Scope.KEYS, 20)))
                        .keys())
                .containsOnlyKeys("a", "b");
    }

    @Test
    void keysThatAreReadInVainMakeTheTableUnknownUntilItIsReadAsAWhole() {
        TableMemory unknown =
                TableMemory.EMPTY.with(List.of(reload("first", Scope.TABLE, 5))).withUnknown("in vain");
        assertThat(unknown.stale()).contains("in vain");
        assertThat(unknown.with(List.of(reload("k", Scope.KEYS, 9))).stale()).contains("in vain");
        assertThat(unknown.with(List.of(reload("t", Scope.TABLE, 9))).stale()).isEmpty();
    }

    @Test
    void afterAGapOnlyTheReloadThatWasAskedForBecauseOfItTellsWhatTheTableHolds() {
        TableMemory gap = TableMemory.EMPTY.withGap("lost").withAsked(new TableMemory.Asked("asked", Instant.EPOCH, 1));

        assertThat(gap.with(List.of(reload("other", Scope.TABLE, 900))).stale()).contains("lost");
        assertThat(gap.with(List.of(reload("asked", Scope.TABLE, 5))).stale()).isEmpty();
    }

    @Test
    void afterAGapThatWasAskedForInVainAReloadThatAPersonAsksForTellsIt() {
        TableMemory inVain = TableMemory.EMPTY
                .withGap("lost")
                .withAsked(new TableMemory.Asked(null, Instant.EPOCH, Healing.MOST_TIMES));
        assertThat(inVain.with(List.of(reload("by hand", Scope.TABLE, 5))).stale())
                .contains("lost");

        TableMemory asked = inVain.withAsked(new TableMemory.Asked("by hand", Instant.EPOCH, 1));
        assertThat(asked.with(List.of(reload("by hand", Scope.TABLE, 5))).stale())
                .isEmpty();
    }

    @Test
    void ofATableThatIsGoneNothingIsAskedForWhateverWasUnknownBefore() {
        TableMemory gone =
                TableMemory.EMPTY.withGap("lost").withUnknown(new TableMemory.Unknown("dropped", at(50), true));

        assertThat(gone.unknown().gone()).isTrue();
        assertThat(gone.withUnknown("there again", at(60)).stale()).contains("there again");
    }

    @Test
    void appliedReloadsAreForgottenWithTheLogThatTellsOfThem() {
        TableMemory applied = TableMemory.EMPTY.with(List.of(reload("a", Scope.KEYS, 1), reload("b", Scope.KEYS, 2)));

        assertThat(applied.knowing(Set.of("b", "c")).applied()).containsExactly("b");
    }

    private static Reload reload(String id, Scope scope, long from) {
        return new Reload(id, USERS, scope, at(from), at(from), 0);
    }

    private static Position at(long lsn) {
        return new Position(1, lsn);
    }
}
