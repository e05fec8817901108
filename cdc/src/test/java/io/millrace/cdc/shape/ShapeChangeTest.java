package io.millrace.cdc.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.source.StoredColumn;
import io.millrace.cdc.source.TableShape;
import io.millrace.cdc.source.TableShape.Part;
import io.millrace.contracts.process.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShapeChangeTest {
    private static final StoredColumn ID = column(1, "id", "int4", 23, "1");
    private static final StoredColumn NAME = varchar(2, "name", 9, "1");
    private static final TableShape BEFORE = shape(7, 100, ID, NAME);

    private static StoredColumn column(int number, String name, String type, int oid, String version) {
        return new StoredColumn(number, name, type, oid, OptionalInt.empty(), OptionalInt.empty(), true, null, version);
    }

    private static StoredColumn varchar(int number, String name, int length, String version) {
        return new StoredColumn(
                number, name, "varchar", 1043, OptionalInt.of(length), OptionalInt.empty(), true, null, version);
    }

    private static StoredColumn numeric(int precision, int scale, String version) {
        return new StoredColumn(
                3, "price", "numeric", 1700, OptionalInt.of(precision), OptionalInt.of(scale), true, null, version);
    }

    private static TableShape shape(long relation, long file, StoredColumn... columns) {
        return new TableShape(
                relation,
                "d",
                true,
                List.of(1),
                List.of(columns),
                2,
                Map.of(),
                Map.of(relation, new Part(file, false, "")),
                "");
    }

    @Test
    void aPartitionWhoseRowsAreInAnotherFileMayHaveBeenTruncatedAndATableByItselfWouldHaveSaidSo() {
        TableShape before = parted(Map.of(8L, new Part(80, false, "5")));

        assertThat(reason(before, parted(Map.of(8L, new Part(81, false, "5")))))
                .hasValueSatisfying(why -> assertThat(why).contains("truncated"));
        assertThat(reason(shape(7, 70, ID), shape(7, 71, ID))).isEmpty();
    }

    private static TableShape publishedBy(String commands) {
        return new TableShape(7, "d", true, List.of(1), List.of(ID), 1, Map.of(), Map.of(), commands);
    }

    @Test
    void aPublicationThatWasChangedMayHaveKeptChangesOut() {
        assertThat(reason(publishedBy("1:5:3"), publishedBy("2:9:3")))
                .hasValueSatisfying(why -> assertThat(why).contains("publication was changed"));
        assertThat(reason(publishedBy("1:5:3"), publishedBy("1:5:3"))).isEmpty();
        // An earlier version remembered nothing of it.
        assertThat(reason(publishedBy(null), publishedBy("1:5:3"))).isEmpty();
    }

    private static TableShape parted(Map<Long, Part> parts) {
        return new TableShape(7, "d", true, List.of(1), List.of(ID), 1, Map.of(), parts, "");
    }

    private static Optional<String> reason(TableShape before, TableShape after) {
        return new ShapeChange(before, after).reason();
    }

    @Test
    void whatAnEarlierVersionRememberedIsStillCompared() throws Exception {
        // Given a note without what is remembered since
        ObjectNode note = Json.mapper().valueToTree(BEFORE);
        note.remove(List.of("labels", "width"));
        // When
        TableShape before = Json.mapper().treeToValue(note, TableShape.class);
        // Then
        assertThat(reason(before, BEFORE)).isEmpty();
        assertThat(reason(before, shape(8, 100, ID, NAME))).isPresent();
    }

    @Test
    void columnsThatAreAddedDroppedOrRenamedLeaveTheRowsAsTheyAre() {
        assertThat(reason(BEFORE, shape(7, 100, ID, NAME, column(3, "age", "int4", 23, "2"))))
                .isEmpty();
        assertThat(reason(BEFORE, shape(7, 100, ID))).isEmpty();
        assertThat(reason(BEFORE, shape(7, 100, ID, varchar(2, "title", 9, "2"))))
                .isEmpty();
    }

    @Test
    void rowsThatAreWrittenAnewWithTheSameColumnsHaveTheSameValues() {
        assertThat(reason(BEFORE, shape(7, 101, ID, NAME))).isEmpty();
    }

    @Test
    void rowsThatAreWrittenAnewWithAnotherColumnMayHaveOtherValues() {
        assertThat(reason(BEFORE, shape(7, 101, ID, varchar(2, "name", 9, "2"))))
                .contains("Its rows were written anew with other values of name");
        assertThat(reason(BEFORE, shape(7, 101, ID, NAME, column(3, "age", "int4", 23, "2"))))
                .contains("Its rows were written anew with other values of age");
    }

    @Test
    void aWiderTypeOfTheSameBytesHasTheSameValuesAndAnyOtherMayNot() {
        assertThat(reason(BEFORE, shape(7, 100, ID, varchar(2, "name", 20, "2"))))
                .isEmpty();
        assertThat(reason(BEFORE, shape(7, 100, ID, column(2, "name", "text", 25, "2"))))
                .isEmpty();
        assertThat(reason(shape(7, 100, ID, numeric(9, 2, "1")), shape(7, 100, ID, numeric(12, 2, "2"))))
                .isEmpty();
        assertThat(reason(BEFORE, shape(7, 100, column(1, "id", "oid", 26, "2"), NAME)))
                .contains("Its column id is of another type now: oid");
    }

    @Test
    void aColumnThatWasComputedHasValuesThatTheLogNeverHad() {
        assertThat(reason(shape(7, 100, ID), shape(7, 100, ID, column(2, "total", "int4", 23, "2"))))
                .contains("Its column total was computed and is one like others now");
    }

    private static TableShape labelled(Map<Long, String> labels) {
        return new TableShape(7, "d", true, List.of(1), List.of(ID), 1, labels, BEFORE.parts(), "");
    }

    @Test
    void aLabelThatIsRenamedIsAnotherValueOfItsRowsAndOneThatIsAddedIsOfNone() {
        TableShape open = labelled(Map.of(1L, "open"));
        assertThat(reason(open, labelled(Map.of(1L, "open", 2L, "closed")))).isEmpty();
        assertThat(reason(open, labelled(Map.of(1L, "ajar"))))
                .contains("A label of an enum was renamed: open is ajar now");
        assertThat(reason(open, labelled(Map.of()))).isEmpty();
    }

    @Test
    void otherKeysAndOtherTablesAreReadAgain() {
        TableShape rekeyed =
                new TableShape(7, "d", true, List.of(2), List.of(ID, NAME), 2, Map.of(), BEFORE.parts(), "");
        assertThat(reason(BEFORE, rekeyed)).contains("Its rows are told apart by other columns now: name");
        assertThat(reason(BEFORE, shape(7, 100, column(1, "number", "int4", 23, "2"), NAME)))
                .contains("Its rows are told apart by other columns now: number");
        assertThat(reason(BEFORE, shape(8, 100, ID, NAME))).contains("The table was made anew in the source");
    }

    @Test
    void partitionsThatBringOrTakeRowsHaveTheTableReadAgain() {
        var first = Map.of(1L, new Part(10, true, "5"));
        var empty = Map.of(1L, new Part(10, true, "5"), 2L, new Part(20, false, "6"));
        var filled = Map.of(1L, new Part(10, true, "5"), 2L, new Part(20, true, "6"));
        assertThat(reason(parted(first), parted(empty))).isEmpty();
        assertThat(reason(parted(first), parted(filled))).isPresent();
        assertThat(reason(parted(empty), parted(filled))).isEmpty();
        assertThat(reason(parted(empty), parted(first))).isPresent();
    }

    @Test
    void aPartitionThatWasAwayMayHaveOtherRows() {
        var before = parted(Map.of(1L, new Part(10, true, "5"), 2L, new Part(20, false, "6")));
        var again = parted(Map.of(1L, new Part(10, true, "5"), 2L, new Part(20, true, "7")));
        var remembered = parted(Map.of(1L, new Part(10, true, null), 2L, new Part(20, false, null)));
        assertThat(reason(before, before)).isEmpty();
        assertThat(reason(before, again)).contains("A partition was detached and attached again");
        assertThat(reason(remembered, again)).isEmpty();
    }

    @Test
    void onlyAnotherTableOrAnotherIdentityNeedsAnotherEngine() {
        TableShape full = new TableShape(7, "f", true, List.of(1), List.of(ID, NAME), 2, Map.of(), BEFORE.parts(), "");
        assertThat(ShapeChange.needsAnotherEngine(Optional.of(BEFORE), full)).isTrue();
        assertThat(ShapeChange.needsAnotherEngine(Optional.empty(), full)).isTrue();
        assertThat(ShapeChange.needsAnotherEngine(Optional.of(BEFORE), shape(8, 100, ID, NAME)))
                .isTrue();
        assertThat(ShapeChange.needsAnotherEngine(Optional.of(BEFORE), shape(7, 101, ID)))
                .isFalse();
    }
}
