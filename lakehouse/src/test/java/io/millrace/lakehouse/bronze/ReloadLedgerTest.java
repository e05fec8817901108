package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableNote.Kind;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.schema.SchemaCatalog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReloadLedgerTest {
    private static final TableId USERS = TableId.parse("users");

    private final ReloadLedger ledger = new ReloadLedger(Map.of(USERS, 2));

    @Test
    void aReloadIsCompleteWhenItsNoteStandsInEveryPartition() {
        accept(0, ended("r1", 16, 24, 3));
        accept(0, ended("r1", 16, 24, 3));
        assertThat(ledger.complete(USERS, Set.of())).isEmpty();

        accept(1, ended("r1", 16, 24, 4));
        assertThat(ledger.complete(USERS, Set.of()))
                .containsExactly(new Reload("r1", USERS, Scope.TABLE, position(16), position(24), 7));
        assertThat(ledger.complete(USERS, Set.of("r1"))).isEmpty();
    }

    @Test
    void aReloadCountsFromItsLastPositionOn() {
        accept(0, ended("r1", 16, 24, 0));
        accept(1, ended("r1", 16, 24, 0));

        Reload reload = ledger.complete(USERS, Set.of()).get(0);
        assertThat(reload.countsAt(position(23))).isFalse();
        assertThat(reload.countsAt(position(24))).isTrue();
    }

    @Test
    void rowsOfReloadsAreOfKnownSizeUnlessAnEarlierRunReadThem() {
        ledger.accept(read(70));
        ledger.accept(read(30));
        assertThat(ledger.haveAtMost(100, USERS)).isTrue();
        assertThat(ledger.haveAtMost(99, USERS)).isFalse();

        ledger.restored();
        assertThat(ledger.haveAtMost(Long.MAX_VALUE, USERS)).isFalse();
    }

    private static PartitionSummary read(long characters) {
        return new PartitionSummary(
                "users", 0, 7, USERS.toString(), 1, 0, characters, false, null, null, null, 0, 0, 0, new ArrayList<>());
    }

    @Test
    void theLatestWordThatATableIsUnknownStays() {
        accept(0, unknown(40, "later"));
        accept(1, unknown(30, "earlier"));

        assertThat(ledger.stale(position(40)).get(USERS).reason()).isEqualTo("later");
    }

    @Test
    void aTableIsUnknownOnlyFromThePositionOnThatTheWordNames() {
        accept(0, unknown(30, "earlier"));
        accept(0, unknown(40, "later"));

        assertThat(ledger.stale(position(29))).isEmpty();
        assertThat(ledger.stale(position(39)).get(USERS).reason()).isEqualTo("earlier");
    }

    @Test
    void aTableHasTheColumnsThatWereToldLastBeforeAPosition() {
        accept(1, shaped(20, 1, "first"));
        accept(0, shaped(30, 2, "second"));
        accept(0, shaped(30, 3, "third"));
        // The order in which schemas were published is not that of the positions: a table may have earlier columns
        // again.
        var published = new SchemaCatalog();
        Stream.of("third", "first", "second").forEach(key -> published.add(key, keyedBy(key)));

        assertThat(ledger.columns(USERS, position(30), published)).contains(keyedBy("first"));
        assertThat(ledger.columns(USERS, position(31), published)).contains(keyedBy("third"));
        assertThat(ledger.columns(USERS, position(20), published))
                .as("nothing is told of it")
                .contains(keyedBy("second"));
    }

    @Test
    void aTableThatIsNoLongerCapturedIsOfNoInterest() {
        accept(0, unknown(40, "later").replace("public.users", "public.gone"));

        assertThat(ledger.stale(position(99))).isEmpty();
    }

    private void accept(int partition, String note) {
        ledger.accept(partition, note);
    }

    private static String ended(String reload, long from, long upTo, long rows) {
        return text(new TableNote(Kind.RELOADED, USERS, reload, 1, from, upTo, rows, Scope.TABLE, null, 0));
    }

    private static String unknown(long upTo, String reason) {
        return text(new TableNote(Kind.STALE, USERS, null, 1, upTo, upTo, 0, null, reason, 0));
    }

    @Test
    void columnsThatWerePublishedButNotToldYetAreNotTold() {
        var published = new SchemaCatalog();
        published.add(keyedBy("old").id(), keyedBy("old"));
        assertThat(ledger.hasTold(USERS, position(40), published))
                .as("capture tells nothing of columns")
                .isTrue();
        accept(0, shaped(20, 1, keyedBy("old").id()));
        assertThat(ledger.hasTold(USERS, position(40), published)).isTrue();

        published.add(keyedBy("new").id(), keyedBy("new"));
        assertThat(ledger.hasTold(USERS, position(40), published)).isFalse();
        accept(0, shaped(40, 2, keyedBy("new").id()));
        assertThat(ledger.hasTold(USERS, position(40), published)).isFalse();
        assertThat(ledger.hasTold(USERS, position(41), published)).isTrue();
    }

    private static TableSchema keyedBy(String column) {
        return new TableSchema(USERS, List.of(), List.of(column));
    }

    private static String shaped(long from, long at, String schema) {
        return text(new TableNote(Kind.SHAPED, USERS, null, 1, from, from, 0, null, null, at, schema));
    }

    private static String text(TableNote note) {
        return new String(new ChangeCodec().encode(note), StandardCharsets.UTF_8);
    }

    private static Position position(long lsn) {
        return new Position(1, lsn);
    }
}
