package io.millrace.cdc.shape;

import io.millrace.cdc.shape.TableLooks.Look;
import io.millrace.cdc.source.StoredColumn;
import io.millrace.cdc.source.TableShape;
import io.millrace.cdc.value.KnownColumns;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableLooksTest {
    private final TableLooks looks = new TableLooks();

    private void look(long at, int number, String name) {
        var column =
                new StoredColumn(number, name, "text", 25, OptionalInt.empty(), OptionalInt.empty(), true, null, "1");
        looks.add(new Look(
                at, Optional.of(new TableShape(7, "d", true, List.of(1), List.of(column), 1, Map.of(), Map.of(), ""))));
    }

    private Optional<Integer> number(String name, long lsn) {
        var streamed = new TableSchema.Column(name, ColumnType.of(Kind.TEXT), true, "text");
        return looks.known(List.of(streamed), lsn)
                .map(known -> known.byName().get(name))
                .map(KnownColumns.Known::number);
    }

    @Test
    void aRowIsOfTheShapeBeforeItOrOfOneAfterIt() {
        look(10, 1, "a");
        look(20, 1, "b");

        assertThat(number("a", 15)).contains(1);
        assertThat(number("b", 15)).contains(1);
        assertThat(number("between", 15)).isEmpty();
    }

    @Test
    void twoColumnsThatHadOneNameAreNotTakenForEachOther() {
        look(10, 1, "a");
        look(20, 2, "a");

        assertThat(number("a", 15)).isEmpty();
        assertThat(number("a", 25)).as("past both looks it is the later one").contains(2);
    }

    private boolean hasOtherKey(List<String> columns, List<String> key) {
        List<TableSchema.Column> streamed = columns.stream()
                .map(name -> new TableSchema.Column(name, ColumnType.of(Kind.TEXT), true, "text"))
                .toList();
        return looks.hasOtherKeyThan(new TableSchema(TableId.parse("public.t"), streamed, key));
    }

    @Test
    void aDescriptionWithoutTheKeyThatItsColumnsMakeIsNotBelieved() {
        look(10, 1, "id");

        assertThat(hasOtherKey(List.of("id", "name"), List.of("id"))).isFalse();
        assertThat(hasOtherKey(List.of("id", "name"), List.of())).isTrue();
        assertThat(hasOtherKey(List.of("id", "name"), List.of("name"))).isTrue();
        assertThat(hasOtherKey(List.of("name"), List.of()))
                .as("rows from before the key's column was there")
                .isFalse();
    }

    @Test
    void nothingIsSaidOfTheKeyOfATableThatIsNotThere() {
        looks.add(new Look(10, Optional.empty()));

        assertThat(hasOtherKey(List.of("id"), List.of())).isFalse();
    }
}
